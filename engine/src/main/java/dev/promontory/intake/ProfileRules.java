package dev.promontory.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Value;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks of the profile properties that have a meaning of their own. They may always be deleted,
/// but only be set to a single value of their kind.
public final class ProfileRules {
  private static final Set<String> GENDERS =
      Set.of("m", "f", "o", "u", "male", "female", "other", "others", "unknown");
  private static final Set<String> EMPLOYMENTS =
      Set.of("y", "n", "yes", "no", "employed", "unemployed");
  private static final Set<String> EDUCATIONS = Set.of("school", "college", "graduate");
  private static final Set<String> MARITAL_STATUSES =
      Set.of("y", "n", "yes", "no", "married", "single", "divorced", "widowed");
  private static final int OLDEST = 150;
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_LOCAL_PART = 64;

  private ProfileRules() {}

  /// Why a change may not be made, or null if it may. Properties that are not reserved always pass.
  public static @Nullable Fault check(ProfileChange change) {
    if (change instanceof ProfileChange.Delete) {
      return null;
    }
    var value = change instanceof ProfileChange.Put put ? put.value() : null;
    return switch (change.property().key()) {
      case "gender" -> check(isWord(value, GENDERS), Code.GENDER, "A gender is M, F, O or U.");
      case "email" -> check(isEmail(value), Code.EMAIL, "An e-mail address is like ann@shop.org.");
      case "phone" ->
          check(
              isPhone(value),
              Code.PHONE,
              "A phone number is a text: + and the country code first, 7 to 15 digits in all.");
      case "employed", "employment" ->
          check(
              isFlag(value) || isWord(value, EMPLOYMENTS),
              Code.EMPLOYMENT,
              "Employment is Y or N.");
      case "education" ->
          check(
              isWord(value, EDUCATIONS),
              Code.EDUCATION,
              "Education is School, College or Graduate.");
      case "married", "maritalstatus" ->
          check(
              isFlag(value) || isWord(value, MARITAL_STATUSES),
              Code.MARITAL_STATUS,
              "Marital status is Y or N, or Married, Single, Divorced or Widowed.");
      case "age" -> check(isAge(value), Code.AGE, "An age is a whole number from 0 to 150.");
      case "dob" ->
          check(
              value instanceof Value.Date, Code.AGE, "A date of birth is \"$D_<epoch seconds>\".");
      default -> null;
    };
  }

  private static @Nullable Fault check(boolean valid, Code code, String text) {
    return valid ? null : new Fault(code, text);
  }

  private static boolean isWord(@Nullable Value value, Set<String> words) {
    return value instanceof Value.Text(var text) && words.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isFlag(@Nullable Value value) {
    return value instanceof Value.Flag;
  }

  private static boolean isAge(@Nullable Value value) {
    return switch (value) {
      case Value.Decimal(var micros) ->
          micros % 1_000_000 == 0 && micros >= 0 && micros <= OLDEST * 1_000_000L;
      case Value.Text(var text) ->
          text.length() <= 3 && isDigits(text) && Integer.parseInt(text) <= OLDEST;
      case null, default -> false;
    };
  }

  private static boolean isPhone(@Nullable Value value) {
    return value instanceof Value.Text(var text)
        && text.length() >= 8
        && text.length() <= 16
        && text.charAt(0) == '+'
        && text.charAt(1) != '0'
        && isDigits(text.substring(1));
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isEmail(@Nullable Value value) {
    if (!(value instanceof Value.Text(var text)) || text.length() > LONGEST_EMAIL) {
      return false;
    }
    int at = text.indexOf('@');
    if (at < 1 || at > LONGEST_LOCAL_PART || text.indexOf('@', at + 1) >= 0) {
      return false;
    }
    var domain = text.substring(at + 1);
    int dot = domain.lastIndexOf('.');
    return dot > 0
        && dot < domain.length() - 1
        && domain.charAt(0) != '.'
        && !domain.contains("..")
        && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "<>()[],;:\"\\".indexOf(c) >= 0);
  }
}
