package dev.promontory.intake;

/// How much a client may send. Lengths count characters (code points), so that a character outside
/// the basic plane is one; sizes count bytes as sent, after decompression.
public final class Limits {

  /// Records of one upload; with one more the whole call is refused (S8).
  public static final int RECORDS = 1_000;

  /// The name of an event or property.
  public static final int NAME_LENGTH = 120;

  /// A text, and each text of a multi-value property.
  public static final int TEXT_LENGTH = 512;

  /// An event id (S3.2).
  public static final int EVENT_ID_LENGTH = 128;

  /// Properties of one event, of one object inside it and of one item; properties that one profile
  /// record changes.
  public static final int PROPERTIES = 256;

  /// Items of a `Charged` event.
  public static final int ITEMS = 256;

  /// How deep objects may stand inside one another: a property that is an object has level 1.
  public static final int NESTING = 3;

  /// Properties of one record that are objects or lists.
  public static final int NESTED_PROPERTIES = 5;

  /// Bytes of a record that holds objects.
  public static final int NESTED_RECORD_BYTES = 128 * 1024;

  /// Bytes of any record: above what the other limits let a flat record reach.
  public static final int RECORD_BYTES = 1024 * 1024;

  /// Texts in one list as sent; what a profile keeps of them is
  /// [dev.promontory.record.Profile#MAX_VALUES].
  public static final int LIST_TEXTS = 1_000;

  private Limits() {}

  /// Whether a text has more characters than allowed. Cheap for short ones.
  static boolean exceeds(String text, int characters) {
    return text.length() > characters && text.codePointCount(0, text.length()) > characters;
  }
}
