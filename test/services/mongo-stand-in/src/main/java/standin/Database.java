package standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;

/** A database: opens its shelves and indexes, refuses the indexes it could only pretend to have. */
final class Database extends AbstractSynchronizedMongoDatabase<Object> {
  private final Store store;

  Database(String name, Store store, CursorRegistry cursors) {
    super(name, cursors);
    this.store = store;
    initializeNamespacesAndIndexes();
  }

  @Override protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    return new Shelf(this, name, options, store, cursorRegistry);
  }

  @Override protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new UniqueIndex(name, keys, sparse);
  }

  @Override protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new OrderedIndex(name, keys);
  }

  @Override protected void addIndex(Document description) {
    for (String option : List.of("partialFilterExpression", "expireAfterSeconds"))
      if (description.containsKey(option)) throw new MongoServerError(67, "CannotCreateIndex", "the stand-in keeps no index with " + option);
    super.addIndex(description);
  }

  @Override public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver others, Oplog oplog) {
    if (!command.equals("aggregate")) return super.handleCommand(channel, command, query, others, oplog);
    Shelf.aggregating(query);
    try {
      return super.handleCommand(channel, command, query, others, oplog);
    } finally {
      Shelf.aggregated();
    }
  }

  @Override protected long getStorageSize() { return 0; }

  @Override protected long getFileSize() { return 0; }
}
