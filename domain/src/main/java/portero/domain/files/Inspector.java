package portero.domain.files;

import java.util.Optional;

/** Finds out by its content what a file is and whether it is safe to open. */
public interface Inspector {
    /**
     * What is wrong with it, if anything; whatever it holds, the answer comes within bounded time and memory.
     *
     * @param content at most {@link Attachment#LARGEST} bytes
     * @param named what its name says that it is
     */
    Optional<Rejection> objection(byte[] content, FileType named);
}
