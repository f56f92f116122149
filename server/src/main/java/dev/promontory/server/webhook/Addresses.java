package dev.promontory.server.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// Which addresses may be called, so that nobody reaches through a webhook what they could not
/// reach themselves. Addresses of the link (which is where clouds tell machines their secrets), of
/// groups and of nobody are never called; those of this machine and of private networks are if the
/// operator has not forbidden it.
///
/// @param arePrivateAllowed whether receivers may be on this machine or in a private network
public record Addresses(boolean arePrivateAllowed) {
  /// The metadata service of a cloud that has it outside the addresses of the link.
  private static final byte[] METADATA_V6 = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54
  };

  /// `64:ff9b::/96` (RFC 6052): the last four bytes are an IPv4 address.
  private static final byte[] TRANSLATED = {
    0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final int V4_BYTES = 4;

  /// Why a host cannot be called, or empty. Looks its name up, which may take long. What is found
  /// is remembered by the Java machine for half a minute, so that a call right afterwards goes to
  /// the same addresses.
  Optional<String> offence(String host) {
    try {
      for (var address : InetAddress.getAllByName(host)) {
        var offence = offence(address);
        if (offence.isPresent()) {
          return offence;
        }
      }
      return Optional.empty();
    } catch (UnknownHostException _) {
      return Optional.of("the name of the host cannot be found");
    }
  }

  /// As [#offence(String)] if the host is written as an address; looks up no name.
  public Optional<String> offenceOfLiteral(String host) {
    try {
      return offence(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<String> offence(InetAddress written) {
    var address = untranslated(written);
    if (isNever(address)) {
      return Optional.of("addresses such as " + address.getHostAddress() + " are never called");
    }
    return !arePrivateAllowed && isPrivate(address)
        ? Optional.of(
            "private addresses such as "
                + address.getHostAddress()
                + " are not called here (PROMONTORY_WEBHOOK_PRIVATE_TARGETS is false)")
        : Optional.empty();
  }

  private static InetAddress untranslated(InetAddress address) {
    var bytes = address.getAddress();
    boolean isTranslated =
        bytes.length > V4_BYTES
            && Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length);
    try {
      return isTranslated
          ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, TRANSLATED.length, bytes.length))
          : address;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isNever(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address v4 && isReserved(v4.getAddress()))
        || Arrays.equals(address.getAddress(), METADATA_V6);
  }

  /// `0.0.0.0/8` and `240.0.0.0/4` (RFC 6890).
  private static boolean isReserved(byte[] address) {
    int first = address[0] & 0xff;
    return first == 0 || first >= 240;
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || (address instanceof Inet6Address v6 && (v6.getAddress()[0] & 0xfe) == 0xfc)
        || (address instanceof Inet4Address v4 && isShared(v4.getAddress()));
  }

  /// `100.64.0.0/10` (RFC 6598).
  private static boolean isShared(byte[] address) {
    return address[0] == 100 && (address[1] & 0xc0) == 64;
  }
}
