package portero.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import portero.local.journeys.Bytecode.Method;

/** What is reached, on samples: {@link Away} is not among the classes read, and is called with the name of the place. */
class ReachTest {
    static final class Away {
        private Away() {}

        static String call(String place) {
            return place;
        }
    }

    private static Set<String> reached(Class<?> start, Class<?>... others) {
        return reach(start, others).left().stream()
                .flatMap(left -> left.calls().stream())
                .filter(call -> call.target().name().equals("call"))
                .map(call -> call.text().orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Reach reach(Class<?> start, Class<?>... others) {
        var classes = new ArrayList<>(List.of(others));
        classes.add(start);
        return Reach.from(start.getName().replace('.', '/'), Bytecode.of(classes.toArray(Class<?>[]::new)));
    }

    // ------------------------------------------------------------------------------------------------ calls

    static final class Lambdas implements Runnable {
        private final String text = "";

        @Override
        public void run() {
            asking(() -> {
                Consumer<String> inner = _ -> Away.call("a lambda's lambda");
                inner.accept(Away.call("a lambda"));
                return text;
            });
        }

        void never() {
            asking(() -> Away.call("an unreached method's lambda"));
        }

        private static String asking(Supplier<String> call) {
            return call.get();
        }
    }

    @Test
    void aLambdaIsReachedByTheMethodItStandsInAlone() {
        var reached = reached(Lambdas.class);

        assertThat(reached).containsExactlyInAnyOrder("a lambda", "a lambda's lambda");
    }

    static final class References implements Runnable {
        private final Port port = new Near();

        @Override
        public void run() {
            List.of("x").forEach(References::one);
            Consumer<String> two = port::take;
            Supplier<Made> three = Made::new;
            two.andThen(_ -> three.get());
        }

        private static void one(String text) {
            Away.call("a static method");
        }
    }

    static final class Made {
        Made() {
            Away.call("a constructor");
        }
    }

    @Test
    void aMethodReferenceIsACall() {
        var reached = reached(References.class, Port.class, Near.class, Far.class, Made.class);

        assertThat(reached).containsExactlyInAnyOrder("a static method", "near", "a constructor");
    }

    interface Port {
        void take(String text);

        default void takeTwice(String text) {
            Away.call("default");
            take(text);
        }
    }

    static final class Near implements Port {
        @Override
        public void take(String text) {
            Away.call("near");
        }

        void more() {
            Away.call("more");
        }
    }

    static final class Far implements Port {
        @Override
        public void take(String text) {
            Away.call("far");
        }

        @Override
        public void takeTwice(String text) {
            Away.call("far, twice");
        }
    }

    static final class AsksNear implements Runnable {
        private final Port port = new Near();

        @Override
        public void run() {
            port.takeTwice("");
        }
    }

    @Test
    void aCallOfAnInterfaceLeadsToTheClassesOfWhichObjectsAreMade() {
        var reached = reached(AsksNear.class, Port.class, Near.class, Far.class);

        assertThat(reached).containsExactlyInAnyOrder("default", "near");
    }

    interface Box<T> {
        void put(T thing);
    }

    static final class TextBox implements Box<String> {
        @Override
        public void put(String thing) {
            Away.call("a text");
        }
    }

    static final class Fills implements Runnable {
        private final Box<String> box = new TextBox();

        @Override
        public void run() {
            box.put("");
        }
    }

    @Test
    void aCallOfAGenericInterfaceLeadsThroughItsBridge() {
        var reached = reached(Fills.class, Box.class, TextBox.class);

        assertThat(reached).containsExactly("a text");
    }

    abstract static class Base implements Runnable {
        @Override
        public final void run() {
            handle();
            own();
        }

        abstract void handle();

        private void own() {
            Away.call("base's own");
        }

        void log() {
            Away.call("base");
        }

        void unused() {
            Away.call("unused");
        }
    }

    static class One extends Base {
        @Override
        void handle() {
            log();
        }

        @Override
        void log() {
            Away.call("one");
            super.log();
        }

        void own() {
            Away.call("one's own");
        }
    }

    static final class Other extends Base {
        @Override
        void handle() {
            Away.call("other");
        }
    }

    @Test
    void aBaseClassLeadsToTheStartAloneAndSuperToTheBaseClass() {
        var reached = reached(One.class, Base.class, Other.class);

        assertThat(reached).containsExactlyInAnyOrder("one", "base", "base's own");
    }

    static final class Sorts implements Runnable {
        @Override
        public void run() {
            List.of("").stream().sorted(new ByLength()).toList();
        }
    }

    static final class ByLength implements Comparator<String> {
        private static final String NAME = Away.call("a static initialiser");

        @Override
        public int compare(String one, String other) {
            return Away.call("a callback").compareTo(NAME);
        }

        int unused() {
            return Away.call("no callback").length();
        }
    }

    @Test
    void whatOverridesAForeignMethodMayBeCalledFromThere() {
        var reached = reached(Sorts.class, ByLength.class);

        assertThat(reached).containsExactlyInAnyOrder("a static initialiser", "a callback");
    }

    sealed interface Shape {}

    record Circle(String name) implements Shape {
        @Override
        public String toString() {
            return Away.call("a record");
        }
    }

    enum Square implements Shape {
        ONE {
            @Override
            void draw() {
                Away.call("a constant's own");
            }
        };

        abstract void draw();
    }

    static final class Draws implements Runnable {
        @Override
        public void run() {
            Shape shape = new Circle("c");
            switch (shape) {
                case Circle(var name) -> System.identityHashCode("c" + name + shape);
                case Square square -> square.draw();
            }
            Square.valueOf("ONE").draw();
        }
    }

    @Test
    void recordsPatternsAndEnumConstantsAreFollowed() {
        var reached = reached(Draws.class, Shape.class, Circle.class, Square.class, Square.ONE.getClass());

        assertThat(reached).containsExactlyInAnyOrder("a record", "a constant's own");
    }

    // ------------------------------------------------------------------------------------------------ injection

    static final class UseCase {
        private final Port port;

        UseCase(Port port) {
            this.port = port;
        }

        void run() {
            port.take("");
        }

        void other() {
            Away.call("another use");
        }
    }

    record Unasked(Far far) {}

    @Factory
    static final class Beans {
        @Singleton
        UseCase useCase(Port port) {
            return new UseCase(port);
        }

        @Singleton
        Port port() {
            return new Near();
        }

        @Singleton
        Unasked unasked() {
            return new Unasked(new Far());
        }

        Port notABean() {
            return new Far();
        }
    }

    static final class Asks implements Runnable {
        private final UseCase useCase = bean(UseCase.class);

        @Override
        public void run() {
            useCase.run();
        }

        private static <T> T bean(Class<T> type) {
            return type.cast(null);
        }
    }

    @Test
    void aClassConstantLeadsToItsBeanAndWhatIsInjectedIntoIt() {
        var reached = reached(Asks.class, UseCase.class, Port.class, Near.class, Far.class, Beans.class, Unasked.class);

        assertThat(reached).containsExactly("near");
    }

    @Factory
    static final class Lacking {
        @Singleton
        UseCase useCase(Port port) {
            return new UseCase(port);
        }
    }

    @Test
    void aBeanThatNothingMakesIsAnError() {
        assertThatThrownBy(() -> reached(Asks.class, UseCase.class, Port.class, Near.class, Lacking.class))
                .hasMessageContaining("useCase asks for")
                .hasMessageContaining("Port, which nothing makes");
    }

    @Singleton
    static final class Marked {
        private final Near near;

        Marked(List<Near> all, Near near) {
            this.near = near;
        }

        void run() {
            near.more();
        }
    }

    @Factory
    static final class NearBeans {
        @Singleton
        Near near() {
            return new Near();
        }
    }

    static final class AsksMarked implements Runnable {
        private final Marked marked = Asks.bean(Marked.class);

        @Override
        public void run() {
            marked.run();
        }
    }

    @Test
    void aClassMarkedAsABeanIsMadeByItsConstructor() {
        var reached = reached(AsksMarked.class, Asks.class, Marked.class, NearBeans.class, Port.class, Near.class);

        assertThat(reached).containsExactly("more");
    }

    // ------------------------------------------------------------------------------------------------ paths

    @Test
    void aLambdaIsNoStepOfAPath() {
        var left = reach(Lambdas.class).left();

        assertThat(left).extracting(one -> one.path().getLast().name()).contains("run").noneMatch(name -> name.contains("lambda"));
    }

    @Test
    void aPathNamesEveryMethodFromTheStart() {
        var reach = reach(Asks.class, UseCase.class, Port.class, Near.class, Beans.class);

        var path = reach.left().stream()
                .filter(left -> left.calls().stream().anyMatch(call -> call.target().name().equals("call")))
                .map(left -> left.path().stream().map(Method::name).toList())
                .toList();

        assertThat(path).containsExactly(List.of("run", "run", "take"));
    }

    @Test
    void aClassThatWasNotReadIsAnError() {
        assertThatThrownBy(() -> Reach.from("portero/Nowhere", Bytecode.of(Near.class, Port.class)))
                .hasMessageContaining("portero/Nowhere");
    }
}
