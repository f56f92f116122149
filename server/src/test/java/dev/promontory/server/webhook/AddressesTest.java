package dev.promontory.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private static final Addresses OPEN = new Addresses(true);
  private static final Addresses STRICT = new Addresses(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.170.2",
        "169.254.255.255",
        "192.0.0.0",
        "192.0.0.192",
        "192.0.0.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "febf::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd00:ec2:1::",
        "fd20:ce::254",
        "::ffff:169.254.169.254",
        "::ffff:100.100.100.200",
        "::169.254.169.254",
        "::2",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::168.63.129.16",
        "2002:a9fe:a9fe::1",
        "2002:6464:64c8::",
        "2002:e000:1::"
      })
  void some_are_never_called(String written) {
    assertThat(offences(OPEN, written)).isEqualTo("never");
    assertThat(offences(STRICT, written)).isEqualTo("never");
    assertThat(OPEN.offenceOfLiteral("[" + written + "]").isPresent())
        .isEqualTo(written.contains(":"));
    assertThat(OPEN.offenceOfLiteral(written)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "::1",
        "fc00::1",
        "fd12::1",
        "fd20:ce::253",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::1"
      })
  void private_ones_are_called_if_the_operator_allows_it(String written) {
    assertThat(offences(OPEN, written)).isEqualTo("none");
    assertThat(offences(STRICT, written)).isEqualTo("private");
    assertThat(STRICT.offenceOfLiteral(written)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860::1",
        "2606:4700::1",
        "::ffff:8.8.8.8",
        "::8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1"
      })
  void all_others_are_called(String written) {
    assertThat(offences(OPEN, written)).isEqualTo("none");
    assertThat(offences(STRICT, written)).isEqualTo("none");
  }

  private static String offences(Addresses addresses, String written) {
    var offence = addresses.offence(InetAddress.ofLiteral(written)).orElse("none");
    return offence.endsWith("are never called")
        ? "never"
        : offence.startsWith("private") ? "private" : offence;
  }
}
