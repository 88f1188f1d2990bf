package standin;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
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
      case "update" -> update(channel, database, query);
      default -> super.handleCommand(channel, database, command, query);
    };
    if (WRITES.contains(command.toLowerCase()) || asksForMajority(query)) store.harden();
    return answer;
  }

  /** Such a reader sees nothing that a crash could take back. */
  private static boolean asksForMajority(Document query) {
    return query.get("readConcern") instanceof Document concern && "majority".equals(concern.get("level"));
  }

  /** The library counts every document of an insert, also those it refused. */
  private static Document countInserted(Document answer, Document query) {
    if (answer.get("writeErrors") instanceof List<?> errors && !errors.isEmpty()) {
      int sent = ((List<?>) query.get("documents")).size();
      answer.put("n", isOrdered(query) ? ((Document) errors.get(0)).get("index") : (Object) (sent - errors.size()));
    }
    return answer;
  }

  /** The library goes on after a refused update of an ordered list; one at a time, it stops there. */
  private Document update(Channel channel, String database, Document query) {
    List<?> updates = (List<?>) query.get("updates");
    if (updates.size() == 1 || !isOrdered(query)) return super.handleCommand(channel, database, "update", query);
    int matched = 0, modified = 0;
    List<Document> upserted = new ArrayList<>(), errors = new ArrayList<>();
    for (int at = 0; at < updates.size() && errors.isEmpty(); at += 1) {
      Document one = query.clone();
      one.put("updates", List.of(updates.get(at)));
      Document answer = super.handleCommand(channel, database, "update", one);
      matched += (Integer) answer.get("n");
      modified += (Integer) answer.get("nModified");
      collect(answer.get("upserted"), at, upserted);
      collect(answer.get("writeErrors"), at, errors);
    }
    Document answer = new Document("n", matched).append("nModified", modified);
    if (!upserted.isEmpty()) answer.append("upserted", upserted);
    if (!errors.isEmpty()) answer.append("writeErrors", errors);
    return answer.append("ok", 1.0);
  }

  private static void collect(Object ofOne, int at, List<Document> all) {
    if (ofOne instanceof Collection<?> some) some.forEach(each -> all.add(((Document) each).append("index", at)));
  }

  private static boolean isOrdered(Document query) {
    return !Boolean.FALSE.equals(query.get("ordered"));
  }
}
