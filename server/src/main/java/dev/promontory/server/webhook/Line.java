package dev.promontory.server.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Carries calls over HTTP/1.1, on connections to addresses that were judged when they were looked
/// up; certificates are compared with the name. Follows no redirection and repeats nothing. Safe
/// for use by many threads.
final class Line implements AutoCloseable {
  /// How much of an answer's body is read.
  static final int MAX_BODY_BYTES = 4_096;

  /// How long a connection is used at most: then the name is looked up anew.
  private static final Duration CONNECTION_LIFE = Duration.ofMinutes(1);

  private static final Duration CONNECTION_IDLE = Duration.ofSeconds(30);

  /// A connection that was idle for so long is tried before it is used again.
  private static final Duration STALE = Duration.ofSeconds(1);

  private final LookUps lookUps;
  private final HttpRoutePlanner ways;
  private final CloseableHttpClient http;

  /// What surrounds the machine.
  ///
  /// @param names where names of hosts are looked up
  /// @param proxies which proxies are used; null for none
  /// @param tls which certificates are trusted
  record Surroundings(LookUps.Names names, @Nullable ProxySelector proxies, SSLContext tls) {
    /// As the Java machine has it.
    static Surroundings ofMachine() {
      try {
        return new Surroundings(
            InetAddress::getAllByName, ProxySelector.getDefault(), SSLContext.getDefault());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java machine has no TLS", e);
      }
    }
  }

  /// What was answered.
  ///
  /// @param retryAfter the header's value; empty if there is none
  /// @param body the first [#MAX_BODY_BYTES], or what came before it broke off
  record Answer(int status, String retryAfter, String body) {}

  /// Connects when the first call is made.
  ///
  /// @param maxConnections the most connections at once, busy and idle ones
  /// @param patience how long each step of a call may take; whoever waits for the whole cuts it off
  ///   by [HttpUriRequestBase#cancel()]
  Line(Addresses addresses, Surroundings around, int maxConnections, Duration patience) {
    lookUps = new LookUps(addresses, around.names());
    ways = new SystemDefaultRoutePlanner(new Found(around.proxies()));
    var timeout = Timeout.of(patience);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(lookUps)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(around.tls()))
            .setMaxConnTotal(maxConnections)
            .setMaxConnPerRoute(maxConnections)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .setTimeToLive(TimeValue.of(CONNECTION_LIFE))
                    .setValidateAfterInactivity(TimeValue.of(STALE))
                    .build())
            .build();
    var request =
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout)
            .setResponseTimeout(timeout)
            .setRedirectsEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build();
    http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setRoutePlanner(ways)
            .setDefaultRequestConfig(request)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .evictExpiredConnections()
            .evictIdleConnections(TimeValue.of(CONNECTION_IDLE))
            .build();
  }

  /// Makes a call.
  ///
  /// @throws LookUps.Barred if the host is not called
  Answer call(HttpUriRequestBase request) throws IOException, HttpException {
    var host = RoutingSupport.determineHost(request);
    var context = HttpClientContext.create();
    if (ways.determineRoute(host, context).getProxyHost() != null) {
      // The proxy connects: what can be done here is to judge where it is likely to.
      var _ = lookUps.resolve(host.getHostName());
    }
    var response = http.executeOpen(host, request, context);
    try {
      return answer(response);
    } finally {
      // Cuts off what is left of a body, which closing would read to its end; nothing otherwise.
      request.cancel();
    }
  }

  private static Answer answer(ClassicHttpResponse response) {
    var retryAfter = response.getFirstHeader("Retry-After");
    return new Answer(
        response.getCode(), retryAfter == null ? "" : retryAfter.getValue(), body(response));
  }

  /// What came before a body broke off is good enough: the status has said what counts.
  private static String body(ClassicHttpResponse response) {
    var bytes = new ByteArrayOutputStream();
    var entity = response.getEntity();
    try {
      if (entity != null) {
        var content = entity.getContent();
        int next = content.read();
        while (next >= 0) {
          bytes.write(next);
          next = bytes.size() < MAX_BODY_BYTES ? content.read() : -1;
        }
      }
    } catch (IOException _) {
      // Said above.
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    lookUps.close();
    http.close(CloseMode.IMMEDIATE);
  }

  /// Proxies with their addresses, which are the operator's choice and not judged.
  private static final class Found extends ProxySelector {
    private final @Nullable ProxySelector given;

    Found(@Nullable ProxySelector given) {
      this.given = given;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return given == null
          ? List.of(Proxy.NO_PROXY)
          : given.select(uri).stream().map(Found::found).toList();
    }

    private static Proxy found(Proxy proxy) {
      return proxy.address() instanceof InetSocketAddress address && address.isUnresolved()
          ? new Proxy(
              proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()))
          : proxy;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      if (given != null) {
        given.connectFailed(uri, address, failure);
      }
    }
  }
}
