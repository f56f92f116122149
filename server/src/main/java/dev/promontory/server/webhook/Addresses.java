package dev.promontory.server.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses may be called, so that nobody reaches through a webhook what they could not
/// reach themselves. Addresses at which clouds tell machines their secrets, of the link, of groups
/// and of nobody are never called; those of this machine and of private networks are if the
/// operator has not forbidden it. An IPv6 address that stands for an IPv4 address is judged by
/// that.
///
/// @param arePrivateAllowed whether receivers may be on this machine or in a private network
public record Addresses(boolean arePrivateAllowed) {

  /// Special addresses (RFC 6890), and those of metadata services.
  private static final List<Network> NEVER =
      Network.of(
          "0.0.0.0/8",
          "100.100.100.200/32", // Alibaba Cloud
          "168.63.129.16/32", // Azure
          "169.254.0.0/16", // the link: AWS, Azure, Google Cloud and most others
          "192.0.0.0/24", // Oracle Cloud among others
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "fe80::/10",
          "ff00::/8",
          "fd00:ec2::/32", // AWS
          "fd20:ce::254/128"); // Google Cloud

  private static final List<Network> PRIVATE =
      Network.of(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "::1/128",
          "64:ff9b:1::/48",
          "fc00::/7",
          "fec0::/10");

  /// IPv4-compatible (RFC 4291) and translated addresses (RFC 6052) end with an IPv4 address.
  /// Mapped ones (`::ffff:0:0/96`) are IPv4 addresses to Java anyway.
  private static final List<Network> V4_AT_END = Network.of("::/96", "64:ff9b::/96");

  /// 6to4 (RFC 3056): the IPv4 address follows the first two bytes.
  private static final List<Network> V4_BEHIND_TWO = Network.of("2002::/16");

  /// `::` and `::1` are themselves, whatever their last bytes say.
  private static final List<Network> THEMSELVES = Network.of("::/127");

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int BEHIND_TWO = 2;

  /// Why a host that is written as an address cannot be called; empty if it can be, or is a name.
  /// Looks up no name.
  public Optional<String> offenceOfLiteral(String host) {
    try {
      return offence(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Why an address cannot be called, or empty.
  Optional<String> offence(InetAddress written) {
    var address = plain(written);
    if (isIn(NEVER, address)) {
      return Optional.of("addresses such as " + address.getHostAddress() + " are never called");
    }
    return !arePrivateAllowed && isIn(PRIVATE, address)
        ? Optional.of(
            "private addresses such as "
                + address.getHostAddress()
                + " are not called here (PROMONTORY_WEBHOOK_PRIVATE_TARGETS is false)")
        : Optional.empty();
  }

  private static InetAddress plain(InetAddress written) {
    if (isIn(THEMSELVES, written)) {
      return written;
    }
    if (isIn(V4_AT_END, written)) {
      return v4(written, V6_BYTES - V4_BYTES);
    }
    return isIn(V4_BEHIND_TWO, written) ? v4(written, BEHIND_TWO) : written;
  }

  private static InetAddress v4(InetAddress written, int from) {
    var bytes = Arrays.copyOfRange(written.getAddress(), from, from + V4_BYTES);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
