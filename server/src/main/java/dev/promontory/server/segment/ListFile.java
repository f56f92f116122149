package dev.promontory.server.segment;

import dev.promontory.app.MatchList;
import dev.promontory.app.MatchList.Matched;
import dev.promontory.server.csv.CsvReader;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.user.Identity;
import dev.promontory.user.Identity.Kind;
import dev.promontory.user.Users;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the file of a custom list (S4.8): CSV with the header `Type,Identity`, where the type is
/// `i` for an identity and `g` for an object id.
final class ListFile {
  private final Users users;

  ListFile(Users users) {
    this.users = users;
  }

  /// The users that a file names. Lines that name nobody are left out and told.
  ///
  /// @throws InvalidRequest if it does not begin with the header, or has too many lines
  Matched read(int account, InputStream bytes) {
    try {
      var csv = new CsvReader(bytes);
      header(csv.next());
      var match = new MatchList(users, account);
      for (var row = csv.next(); row != null; row = csv.next()) {
        if (!take(match, row)) {
          throw new InvalidRequest(
              "", "a list has at most " + MatchList.MAX_LINES + " lines; nothing was stored");
        }
      }
      return match.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void header(CsvReader.@Nullable Row row) {
    boolean isHeader =
        row != null
            && row.fields().size() == 2
            && row.fields().get(0).strip().equalsIgnoreCase("Type")
            && row.fields().get(1).strip().equalsIgnoreCase("Identity");
    if (!isHeader) {
      throw new InvalidRequest("", "a list is CSV whose first line is Type,Identity");
    }
  }

  private static boolean take(MatchList match, CsvReader.Row row) {
    var fault = fault(row);
    if (fault != null) {
      return match.reject(row.line(), fault);
    }
    var kind = row.fields().get(0).strip().equalsIgnoreCase("i") ? Kind.IDENTITY : Kind.OBJECT_ID;
    return match.add(new MatchList.Line(row.line(), new Identity(kind, row.fields().get(1))));
  }

  private static @Nullable String fault(CsvReader.Row row) {
    if (row.fault() != null) {
      return row.fault();
    }
    if (row.fields().size() != 2) {
      return "A line has two fields: the type and the identity.";
    }
    if (!List.of("i", "I", "g", "G").contains(row.fields().get(0).strip())) {
      return "The type is i (identity) or g (object id).";
    }
    var value = row.fields().get(1);
    if (value.isBlank() || !Identity.isFit(value)) {
      return "An identity has 1 to " + Identity.MAX_LENGTH + " characters.";
    }
    return null;
  }
}
