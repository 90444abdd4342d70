package portero.local.demo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The real thing, but for a function that dies on its way: at the named call, before or after it took effect. */
final class Dying {
    private Dying() {}

    /** What a function that dies leaves to be seen; no code of its own sees it. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    static <T> T before(Class<T> port, T real, String method) {
        return at(port, real, method, false);
    }

    static <T> T after(Class<T> port, T real, String method) {
        return at(port, real, method, true);
    }

    private static <T> T at(Class<T> port, T real, String method, boolean tookEffect) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, called, arguments) -> {
            var dies = called.getName().equals(method);
            if (dies && !tookEffect) {
                throw new Death();
            }
            try {
                var result = called.invoke(real, arguments);
                if (dies) {
                    throw new Death();
                }
                return result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }
}
