package dev.promontory.server.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/// Looks up where a connection is to go, and judges what it finds: what is returned is what is
/// connected to, and nothing looks it up again (WH6). Safe for use by many threads.
final class LookUps implements DnsResolver, AutoCloseable {
  /// The most names of hosts that are looked up at once, those included that nobody waits for any
  /// more. On threads of their own: a look-up holds its thread as long as it takes.
  static final int MAX_AT_ONCE = 128;

  private static final long IDLE_SECONDS = 10;

  private final Addresses addresses;
  private final Names names;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MAX_AT_ONCE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("webhook look-up").daemon().factory());

  LookUps(Addresses addresses, Names names) {
    this.addresses = addresses;
    this.names = names;
  }

  /// Who knows the addresses of hosts.
  @FunctionalInterface
  interface Names {
    /// All addresses of a host, at least one.
    ///
    /// @param host a name, or an address as it is written
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /// Why a host is not called; the message is fit for the owner of the webhook.
  static final class Barred extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Barred(String reason) {
      super(reason);
    }
  }

  /// The addresses of a host, if all of them may be called. May take long; ends early when the
  /// thread is interrupted.
  ///
  /// @throws Barred if the host is not called
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return threads.submit(() -> judged(names.addresses(host))).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Barred barred ? barred : unknown();
    } catch (RejectedExecutionException _) {
      throw new Barred("too many names of hosts are being looked up");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Barred("the name of the host was not found in time");
    }
  }

  private InetAddress[] judged(InetAddress[] found) throws Barred {
    for (var address : found) {
      var offence = addresses.offence(address);
      if (offence.isPresent()) {
        throw new Barred(offence.get());
      }
    }
    return found;
  }

  private static Barred unknown() {
    return new Barred("the name of the host cannot be found");
  }

  /// As it is written: certificates are compared with what the webhook says.
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
