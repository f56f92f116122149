package dev.promontory.server;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.account.ConsoleUsers;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.access.Secret;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// Creates what nobody could create through the API: the first account and the first console user.
/// Secrets that are generated are printed now and never again; only their hashes are stored.
final class FirstStart {
  private static final String DEFAULT_EMAIL = "admin@localhost";
  private static final int GENERATED_ID_BYTES = 6;

  private final Accounts accounts;
  private final ConsoleUsers consoleUsers;
  private final SecureRandom random;
  private final PrintStream out;

  FirstStart(Accounts accounts, ConsoleUsers consoleUsers, SecureRandom random, PrintStream out) {
    this.accounts = accounts;
    this.consoleUsers = consoleUsers;
    this.random = random;
    this.out = out;
  }

  /// Does what is still missing; nothing at a later start.
  void run(FirstAccount first, FirstAdmin admin) {
    var existing = accounts.all();
    var account = existing.isEmpty() ? create(first) : existing.getFirst();
    if (consoleUsers.count() == 0) {
      create(account, admin);
    }
  }

  private Account create(FirstAccount first) {
    var id = first.id();
    var passcode = first.passcode();
    var newId = id == null ? generatedId() : id;
    var newPasscode = passcode == null ? Secret.generated(random) : passcode;
    var account = accounts.create(newId, first.zone().getId(), Secret.hash(newPasscode, random));
    out.println("promontory account id " + newId);
    if (passcode == null) {
      out.println("promontory passcode " + newPasscode + " (shown once, stored only as a hash)");
    }
    return account;
  }

  private void create(Account account, FirstAdmin admin) {
    var email = admin.email();
    var password = admin.password();
    var newEmail = (email == null ? DEFAULT_EMAIL : email).toLowerCase(Locale.ROOT);
    var newPassword = password == null ? Secret.generated(random) : password;
    consoleUsers.create(account, newEmail, Secret.hash(newPassword, random));
    out.println("promontory console user " + newEmail);
    if (password == null) {
      out.println(
          "promontory console password " + newPassword + " (shown once, stored only as a hash)");
    }
  }

  private String generatedId() {
    var bytes = new byte[GENERATED_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
