package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Against the vectors of the reference implementation, whose last word holds the length.
class SipHashTest {
  private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @Test
  void it_gives_the_hashes_of_the_reference() {
    assertThat(hashOf()).isEqualTo("a3817f04ba25a8e66df67214c7550293");
    assertThat(hashOf(0x0706050403020100L)).isEqualTo("3b62a9ba6258f5610f83e264f31497b4");
    assertThat(hashOf(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0x1716151413121110L))
        .isEqualTo("2db479ae78bd50d8882a8a178a6132ad");
  }

  private String hashOf(long... words) {
    hash.start();
    for (long word : words) {
      hash.word(word);
    }
    hash.word(((long) words.length * Long.BYTES) << 56);
    var bytes = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return HexFormat.of().formatHex(bytes.putLong(hash.finish()).putLong(hash.high()).array());
  }
}
