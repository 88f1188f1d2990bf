package standin;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * A server for tests that speaks MongoDB's wire protocol. The protocol, the matching of queries, the update operators and
 * aggregation are mongo-java-server's; shelves, ordered indexes and the journal are ours. It is not MongoDB, and a test that
 * ran on it says so.
 *
 * <p>java -jar mongo-stand-in.jar --port N (--memory | --file PATH)
 *
 * <p>Listens on 127.0.0.1 only and prints "listening PORT". With --file every write is on disk before it is answered.
 */
public final class StandIn {
  /** One connection waiting for the disk must not hold up another: a thread for each of the first so many. */
  private static final int THREADS = 64;

  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    int port = given.contains("--port") ? Integer.parseInt(given.get(given.indexOf("--port") + 1)) : 0;
    Store store = given.contains("--file") ? Store.inFile(Path.of(given.get(given.indexOf("--file") + 1))) : Store.inMemory();
    MongoServer server = new MongoServer(new Backend(store));
    server.bind(new InetSocketAddress("127.0.0.1", port), 1, THREADS);
    System.out.println("listening " + server.getLocalAddress().getPort());
  }
}
