import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts Node.js for Maven, and says what to do where there is none. Run from source: {@code java RunNode.java build.mjs}. */
public final class RunNode {
    private RunNode() {}

    public static void main(String[] args) throws InterruptedException {
        var command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(args));
        try {
            System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
        } catch (IOException missing) {
            System.err.println("Portero's page needs Node.js 20.19 or newer, and no `node` was found in PATH."
                    + " Install it (https://nodejs.org) and build again.");
            System.exit(1);
        }
    }
}
