package standin;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Set;

/** Answers commands: as the library does, but never before what a command wrote is on disk. */
final class Backend extends AbstractMongoBackend {
  /** The oldest server the driver still speaks to. */
  private static final MongoVersion VERSION = new MongoVersion() {
    @Override public List<Integer> getVersionArray() { return List.of(4, 4, 0); }
    @Override public int getWireVersion() { return 9; }
  };

  private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify", "aggregate", "create", "drop",
      "createindexes", "dropindexes", "dropdatabase", "renamecollection");

  private final Store store;

  Backend(Store store) {
    this.store = store;
    version(VERSION);
    store.databaseNames().forEach(this::resolveDatabase);
  }

  @Override protected MongoDatabase openOrCreateDatabase(String name) {
    return new Database(name, store, getCursorRegistry());
  }

  @Override public Document handleCommand(Channel channel, String database, String command, Document query) {
    Document answer = switch (command) {
      // The library knows only the greeting that "hello" replaced.
      case "hello" -> super.handleCommand(channel, database, "ismaster", query).append("isWritablePrimary", true);
      case "insert" -> countInserted(super.handleCommand(channel, database, command, query), query);
      default -> super.handleCommand(channel, database, command, query);
    };
    if (WRITES.contains(command.toLowerCase())) store.harden();
    return answer;
  }

  /** The library counts every document of an insert, also those it refused. */
  private static Document countInserted(Document answer, Document query) {
    if (answer.get("writeErrors") instanceof List<?> errors && !errors.isEmpty()) {
      boolean isOrdered = !Boolean.FALSE.equals(query.get("ordered"));
      int sent = ((List<?>) query.get("documents")).size();
      answer.put("n", isOrdered ? ((Document) errors.get(0)).get("index") : (Object) (sent - errors.size()));
    }
    return answer;
  }
}
