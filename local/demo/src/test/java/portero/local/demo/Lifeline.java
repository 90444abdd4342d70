package portero.local.demo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The calls that a function makes to the services while it lives, and the one at which it dies, if any. */
final class Lifeline {
    private static final int NEVER = -1;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final int deadly;
    private final boolean tookEffect;

    private Lifeline(int deadly, boolean tookEffect) {
        this.deadly = deadly;
        this.tookEffect = tookEffect;
    }

    static Lifeline endless() {
        return new Lifeline(NEVER, false);
    }

    /** @param call counted from 0, over all services */
    static Lifeline endingBefore(int call) {
        return new Lifeline(call, false);
    }

    /** The call takes effect, and nobody hears its answer. */
    static Lifeline endingAfter(int call) {
        return new Lifeline(call, true);
    }

    /** What was called, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** Whatever the answer was, nobody hears it any more. */
    private void end(int number) {
        if (number == deadly) {
            throw new Dying.Death();
        }
    }

    /** A service's client, through which calls are counted. */
    <T> T of(Class<T> client, T real) {
        return client.cast(Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] {client}, (_, called, arguments) -> {
            var number = calls.size();
            calls.add(called.getName());
            if (number == deadly && !tookEffect) {
                throw new Dying.Death();
            }
            try {
                return called.invoke(real, arguments);
            } catch (InvocationTargetException refused) {
                throw refused.getCause();
            } finally {
                end(number);
            }
        }));
    }
}
