package portero.adapters.inspection;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portero.domain.files.FileType;
import portero.domain.files.Inspector;
import portero.domain.files.Rejection;

/**
 * Looks into files with the libraries of their kinds. Each file has a thread of its own, so that one that sends a library
 * round in circles, or down too deep, ends as unreadable.
 */
public final class ContentInspector implements Inspector {
    private static final long STACK = 1 << 20;

    private final Duration patience;

    /** @param patience how long a look into one file may take */
    public ContentInspector(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Optional<Rejection> objection(byte[] content, FileType named) {
        var look = new FutureTask<>(() -> look(content, named));
        var thread = new Thread(null, look, "inspection", STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException endless) {
            return Optional.of(Rejection.UNREADABLE);
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            thread.interrupt();
        }
    }

    private static Optional<Rejection> look(byte[] content, FileType named) {
        try {
            inspect(content, named);
            return Optional.empty();
        } catch (Objection objection) {
            return Optional.of(objection.why());
        } catch (OutOfMemoryError bomb) {
            return Optional.of(Rejection.TOO_LARGE_INSIDE);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // Libraries fail in all manner of ways over files that were made to break them.
            return Optional.of(Rejection.UNREADABLE);
        }
    }

    private static void inspect(byte[] content, FileType named) throws IOException {
        var kind = Kind.of(content);
        var type = switch (kind) {
            case PDF -> FileType.PDF;
            case JPG -> FileType.JPG;
            case PNG -> FileType.PNG;
            case BMP -> FileType.BMP;
            case OLE2 -> OleFile.inspect(content);
            case ZIP -> OfficeZip.inspect(content);
            case OTHER -> throw new Objection(Rejection.TYPE_NOT_ALLOWED);
        };
        if (type != named) {
            throw new Objection(Rejection.TYPE_DIFFERS);
        }
        if (kind != Kind.ZIP) {
            Stowaways.checkWhole(content);
        }
        switch (kind) {
            case PDF -> Pdf.inspect(content);
            case JPG -> Stowaways.checkAfter(content, Jpeg.inspect(content));
            case PNG -> Stowaways.checkAfter(content, Png.inspect(content));
            case BMP -> Stowaways.checkAfter(content, Bmp.inspect(content));
            // Looked into already, since only their insides tell what they are.
            case OLE2, ZIP, OTHER -> {}
        }
    }
}
