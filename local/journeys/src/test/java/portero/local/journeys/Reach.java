package portero.local.journeys;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import portero.local.journeys.Bytecode.Bean;
import portero.local.journeys.Bytecode.Call;
import portero.local.journeys.Bytecode.Method;

/**
 * Which of our methods may run once an object of a class is made and called from outside: rapid type analysis, in which a
 * dispatched call leads to those classes alone of which the code reached so far makes objects. A class constant, as in
 * {@code bean(SignIn.class)}, leads to what makes that bean and all that is injected into it. What reflection alone would
 * find is not seen.
 */
final class Reach {
    /** Calls within a method that leave our classes; where the method may be reached by several paths, a shortest. */
    record Left(List<Method> path, List<Call> calls) {}

    private final Bytecode bytecode;
    private final Map<Method, @Nullable Method> callers = new LinkedHashMap<>();
    private final Deque<Method> waiting = new ArrayDeque<>();
    private final Map<Method, Method> dispatched = new LinkedHashMap<>();
    private final Set<String> made = new LinkedHashSet<>();
    private final Set<String> initialised = new LinkedHashSet<>();
    private final Set<Bean> injected = new LinkedHashSet<>();
    private final List<Left> left = new ArrayList<>();

    private Reach(Bytecode bytecode) {
        this.bytecode = bytecode;
    }

    /** From the class that a framework makes, such as a Lambda function's handler. */
    static Reach from(String type, Bytecode bytecode) {
        if (!bytecode.isOurs(type)) {
            throw new IllegalArgumentException("Not among the classes read: " + type);
        }
        var reach = new Reach(bytecode);
        bytecode.methods(type, "<init>").forEach(constructor -> reach.reach(constructor, null));
        reach.make(type, null);
        while (!reach.waiting.isEmpty()) {
            reach.follow(reach.waiting.remove());
        }
        return reach;
    }

    /** What leaves our classes, method by method. */
    List<Left> left() {
        return List.copyOf(left);
    }

    private void reach(Method method, @Nullable Method caller) {
        if (!callers.containsKey(method)) {
            callers.put(method, caller);
            waiting.add(method);
        }
    }

    private void follow(Method method) {
        var code = bytecode.code(method);
        initialise(method.owner(), method);
        code.made().forEach(type -> make(type, method));
        code.named().forEach(type -> {
            initialise(type, method);
            inject(type, method);
        });
        var leaving = new ArrayList<Call>();
        for (var call : code.calls()) {
            if (!bytecode.isOurs(call.target().owner())) {
                leaving.add(call);
            } else if (call.dispatched() && !bytecode.isPrivate(call.target())) {
                dispatch(call.target(), method);
            } else {
                bytecode.resolved(call.target().owner(), call.target()).ifPresent(target -> reach(target, method));
            }
        }
        if (!leaving.isEmpty()) {
            left.add(new Left(path(method), leaving));
        }
    }

    private void dispatch(Method target, Method caller) {
        if (dispatched.putIfAbsent(target, caller) == null) {
            List.copyOf(made).forEach(type -> run(target, type, caller));
        }
    }

    private void run(Method target, String type, @Nullable Method caller) {
        if (bytecode.isKind(type, target.owner())) {
            bytecode.resolved(type, target).ifPresent(method -> reach(method, caller));
        }
    }

    private void make(String type, @Nullable Method maker) {
        if (bytecode.isOurs(type) && made.add(type)) {
            initialise(type, maker);
            dispatched.forEach((target, caller) -> run(target, type, caller));
            bytecode.calledFromOutside(type).forEach(method -> reach(method, maker));
        }
    }

    private void initialise(String type, @Nullable Method user) {
        if (bytecode.isOurs(type) && initialised.add(type)) {
            bytecode.methods(type, "<clinit>").forEach(initialiser -> reach(initialiser, user));
        }
    }

    private void inject(String type, Method user) {
        for (var bean : bytecode.beans(type)) {
            if (injected.add(bean)) {
                var owner = bean.maker().owner();
                make(owner, user);
                bytecode.methods(owner, "<init>").forEach(constructor -> reach(constructor, user));
                reach(bean.maker(), user);
                bean.needs().forEach(need -> {
                    if (bytecode.isOurs(need) && bytecode.beans(need).isEmpty()) {
                        throw new IllegalStateException(bean.maker() + " asks for " + need + ", which nothing makes");
                    }
                    inject(need, bean.maker());
                });
            }
        }
    }

    private List<Method> path(Method method) {
        var path = new ArrayDeque<Method>();
        for (@Nullable Method step = method; step != null; step = callers.get(step)) {
            path.addFirst(step);
        }
        return List.copyOf(path);
    }
}
