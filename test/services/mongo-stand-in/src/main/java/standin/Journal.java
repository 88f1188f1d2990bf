package standin;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A file of changes: length, checksum, BSON, again and again. Who must be sure calls `harden`: the first to come writes and
 * syncs what all have appended by then, the others wait for it, so one sync serves everybody who waits.
 */
final class Journal {
  private static final int HEAD = 8;

  private final FileChannel file;
  private ByteBuf waiting = Unpooled.buffer();
  private long appended = 0;
  private long hardened = 0;
  private boolean isHardening = false;

  /** Everything up to the first record that is cut off or damaged: the end that nobody was told of. */
  static void read(Path path, Consumer<Document> apply) throws IOException {
    if (!Files.exists(path)) return;
    try (FileChannel file = FileChannel.open(path)) {
      long at = 0;
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      while (fill(file, head.clear(), at)) {
        int length = head.getInt(0);
        if (length < 0 || length > file.size() - at - HEAD) return;
        ByteBuffer body = ByteBuffer.allocate(length);
        if (!fill(file, body, at + HEAD) || checksum(body.array(), 0, length) != head.getInt(4)) return;
        apply.accept(BsonDecoder.decodeBson(Unpooled.wrappedBuffer(body.array())));
        at += HEAD + length;
      }
    }
  }

  /** A new journal of what there is, in place of the old one. */
  static Journal begin(Path path, Supplier<Iterable<Document>> records) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Journal journal = new Journal(FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    for (Document record : records.get()) journal.append(record);
    journal.harden();
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    }
    return journal;
  }

  private Journal(FileChannel file) {
    this.file = file;
  }

  synchronized void append(Document record) {
    int start = waiting.writerIndex();
    waiting.writeZero(HEAD);
    BsonEncoder.encodeDocument(record, waiting);
    int length = waiting.writerIndex() - start - HEAD;
    waiting.setInt(start, length);
    waiting.setInt(start + 4, checksum(waiting.array(), waiting.arrayOffset() + start + HEAD, length));
    appended += 1;
  }

  void harden() {
    ByteBuf batch;
    long upTo;
    synchronized (this) {
      long mine = appended;
      while (isHardening && hardened < mine) waitForNews();
      if (hardened >= mine) return;
      isHardening = true;
      batch = waiting;
      upTo = appended;
      waiting = Unpooled.buffer();
    }
    try {
      ByteBuffer bytes = batch.nioBuffer();
      while (bytes.hasRemaining()) file.write(bytes);
      file.force(false);
    } catch (IOException e) {
      // A store that cannot write must not answer.
      System.err.println("the journal cannot be written: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
    synchronized (this) {
      hardened = upTo;
      isHardening = false;
      notifyAll();
    }
  }

  private void waitForNews() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean fill(FileChannel file, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) if (file.read(buffer, at + buffer.position()) < 0) return false;
    return true;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }
}
