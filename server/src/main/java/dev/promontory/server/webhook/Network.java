package dev.promontory.server.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Addresses that begin alike (CIDR, RFC 4632 and 4291).
///
/// @param first with zeros behind the bits that count
/// @param bits how many of the first bits count
record Network(InetAddress first, int bits) {

  /// Networks as they are written: `10.0.0.0/8`.
  static List<Network> of(String... written) {
    return Stream.of(written).map(Network::network).toList();
  }

  private static Network network(String written) {
    int slash = written.indexOf('/');
    return new Network(
        InetAddress.ofLiteral(written.substring(0, slash)),
        Integer.parseInt(written.substring(slash + 1)));
  }

  /// An address of the other version of IP is in none.
  boolean contains(InetAddress address) {
    var mine = first.getAddress();
    var theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != theirs[i]) {
        return false;
      }
    }
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return rest == Byte.SIZE || (mine[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
  }
}
