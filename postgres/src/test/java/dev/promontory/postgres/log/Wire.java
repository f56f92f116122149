package dev.promontory.postgres.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A network between a client and a database that can be made to lose things.
final class Wire implements AutoCloseable {
  /// What gets through.
  enum State {
    SOUND,
    /// Requests get through, answers do not.
    NO_ANSWERS,
    /// Nothing gets through.
    DEAD
  }

  private final int databasePort;
  private final ServerSocket door;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<Socket> all = new CopyOnWriteArrayList<>();
  private volatile State state = State.SOUND;

  Wire(int databasePort) throws IOException {
    this.databasePort = databasePort;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  void become(State next) {
    state = next;
  }

  /// Lets clients lose their connections; the database does not notice.
  void cutClients() throws IOException {
    for (var client : clients) {
      client.close();
    }
    clients.clear();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // The door is closed, or the database is; the client finds out by itself.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (state != State.SOUND) {
      client.close();
      return;
    }
    var database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
    clients.add(client);
    all.addAll(List.of(client, database));
    Thread.ofPlatform().daemon().start(() -> pass(client, database, State.NO_ANSWERS));
    Thread.ofPlatform().daemon().start(() -> pass(database, client, State.SOUND));
  }

  /// Passes bytes on for as long as they come and the wire is not worse than this.
  private void pass(Socket from, Socket to, State worst) {
    var buffer = new byte[65_536];
    try {
      for (int n = from.getInputStream().read(buffer);
          n > 0;
          n = from.getInputStream().read(buffer)) {
        if (state.compareTo(worst) > 0) {
          return;
        }
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One end is closed: nothing more to pass.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (var socket : all) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
