package dev.promontory.bench;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.DeploymentOptions;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.option.StatementSubstitutionParameterOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Esper as it is fastest with one thread: no locks, no order of delivery to keep, time from
/// outside, events as arrays. Equal statements are compiled once and deployed with their values.
final class EsperRuntime implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final Configuration configuration = new Configuration();
  private @Nullable EPRuntime runtime;

  EsperRuntime() {
    var threading = configuration.getRuntime().getThreading();
    threading.setInternalTimerEnabled(false);
    threading.setListenerDispatchPreserveOrder(false);
    threading.setInsertIntoDispatchPreserveOrder(false);
    configuration.getRuntime().getExecution().setDisableLocking(true);
    configuration.getCompiler().getByteCode().setAllowSubscriber(false);
  }

  /// Declares a type of events; before anything is compiled.
  ///
  /// @param types of the properties, in the order of the arrays
  void declare(String name, String[] properties, Object[] types) {
    configuration.getCommon().addEventType(name, properties, types);
  }

  EPCompiled compiled(String statement) {
    try {
      var arguments = new CompilerArguments(configuration);
      return EPCompilerProvider.getCompiler().compile(statement, arguments);
    } catch (EPCompileException e) {
      throw new IllegalStateException("not compiled: " + statement, e);
    }
  }

  /// Deploys a statement.
  ///
  /// @param listener gets each event that comes out
  void deploy(
      EPCompiled compiled,
      StatementSubstitutionParameterOption values,
      Consumer<EventBean> listener) {
    try {
      var options = new DeploymentOptions().setStatementSubstitutionParameter(values);
      var deployed = running().getDeploymentService().deploy(compiled, options);
      deployed.getStatements()[0].addListener(
          (events, _, _, _) -> {
            for (var event : events) {
              listener.accept(event);
            }
          });
    } catch (EPDeployException e) {
      throw new IllegalStateException("not deployed", e);
    }
  }

  /// The runtime, started with what is declared until now.
  EPRuntime running() {
    if (runtime == null) {
      runtime = EPRuntimeProvider.getRuntime("bench " + COUNT.incrementAndGet(), configuration);
    }
    return runtime;
  }

  @Override
  public void close() {
    if (runtime != null) {
      runtime.destroy();
    }
  }
}
