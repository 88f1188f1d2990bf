import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * A server for tests that speaks MongoDB's wire protocol. It is mongo-java-server, not MongoDB, and a test that ran on it
 * says so.
 *
 * <p>java -jar mongo-stand-in.jar --port N (--memory | --file PATH) [--with-parent]
 *
 * <p>Listens on 127.0.0.1 only and prints "listening PORT". With --file every write is on disk before it is answered.
 * With --with-parent it ends when its standard input does.
 */
public class StandIn {
  /** The oldest version the driver still speaks to. */
  static final MongoVersion VERSION = new MongoVersion() {
    @Override public List<Integer> getVersionArray() { return List.of(4, 4, 0); }
    @Override public int getWireVersion() { return 9; }
  };

  static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findandmodify", "createindexes", "dropindexes", "create", "drop", "dropdatabase", "renamecollection");

  static class Memory extends MemoryBackend {
    @Override public Document handleCommand(Channel channel, String database, String command, Document query) {
      return super.handleCommand(channel, database, command.equals("hello") ? "ismaster" : command, query);
    }
  }

  static class Durable extends H2Backend {
    private final MVStore store;
    private long asked = 0, done = 0;
    private boolean isBusy = false;

    Durable(MVStore store) {
      super(store);
      this.store = store;
    }

    @Override public Document handleCommand(Channel channel, String database, String command, Document query) {
      Document answer = super.handleCommand(channel, database, command.equals("hello") ? "ismaster" : command, query);
      if (WRITES.contains(command.toLowerCase())) harden();
      return answer;
    }

    /** One sync for all that wait at the moment. */
    private void harden() {
      long mine, upTo;
      synchronized (this) {
        mine = ++asked;
        while (isBusy && done < mine) {
          try { wait(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
        }
        if (done >= mine) return;
        isBusy = true;
        upTo = asked;
      }
      try {
        store.commit();
        store.sync();
        synchronized (this) { done = upTo; }
      } finally {
        synchronized (this) { isBusy = false; notifyAll(); }
      }
    }
  }

  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    int port = given.contains("--port") ? Integer.parseInt(given.get(given.indexOf("--port") + 1)) : 0;
    String file = given.contains("--file") ? given.get(given.indexOf("--file") + 1) : null;
    MongoBackend backend =
        file == null ? new Memory() : new Durable(new MVStore.Builder().fileName(file).autoCommitDisabled().cacheSize(64).open());
    backend.version(VERSION);
    MongoServer server = new MongoServer(backend);
    server.bind(new InetSocketAddress("127.0.0.1", port));
    System.out.println("listening " + server.getLocalAddress().getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    if (given.contains("--with-parent")) {
      while (System.in.read() >= 0) continue;
      System.exit(0);
    }
  }
}
