package dev.promontory.server;

import dev.promontory.app.DeleteUser;
import dev.promontory.app.ShowWallets;
import dev.promontory.server.http.Resource;
import dev.promontory.server.query.ProfilesApi;
import dev.promontory.server.user.DeletionApi;
import dev.promontory.server.user.ProfileApi;
import dev.promontory.server.user.Recent;
import dev.promontory.server.user.UserApi;
import java.time.InstantSource;
import java.util.List;

/// Wires what is only read: users with their profiles and events, and the reference's queries.
final class Lookup {
  private Lookup() {}

  static List<Resource> resources(Stores stores, InstantSource clock) {
    var recent = new Recent(stores.history(), stores.log());
    var users = stores.users();
    return List.of(
        new DeletionApi(
            new DeleteUser(stores.transactions(), stores.log(), stores.identityMemory()),
            users,
            recent,
            clock),
        new UserApi(users, recent, new ShowWallets(stores.transactions()), clock),
        new ProfileApi(users, recent),
        new ProfilesApi(users, recent, clock));
  }
}
