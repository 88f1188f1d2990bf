package standin;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents of one collection, by `_id`. A stored document is never changed: whoever changes one gets a copy and puts it
 * in its place, since answers are written to other connections at the same time. (The library's own shelves hand out the
 * document itself, and a reader may see half an update.)
 */
final class Shelf extends AbstractSynchronizedMongoCollection<Object> {
  private static final Document EVERYTHING = new Document();
  /** The first $match of an aggregation under way in this thread. */
  private static final ThreadLocal<Document> firstMatch = new ThreadLocal<>();

  private final Store store;
  private Map<Object, Document> documents;
  private boolean isChanging = false;

  Shelf(MongoDatabase database, String name, CollectionOptions options, Store store, CursorRegistry cursors) {
    super(database, name, options, cursors);
    this.store = store;
    this.documents = store.open(getFullName());
  }

  /** The library reads a whole collection for every aggregation; what its first $match leaves out need not be read. */
  static void aggregating(Document command) {
    Object stages = command.get("pipeline");
    Object first = stages instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
    firstMatch.set(first instanceof Document stage && stage.get("$match") instanceof Document match ? match : EVERYTHING);
  }

  static void aggregated() {
    firstMatch.remove();
  }

  @Override protected synchronized QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    Document match = firstMatch.get();
    boolean isAggregating = match != null;
    if (isAggregating && query.isEmpty()) {
      query = match;
      firstMatch.set(EVERYTHING);
    }
    Document fits = query;
    List<Document> found = Plan.find(this, getIndexes(), query, orderBy, limit == 0 ? 0 : skip + limit);
    if (found == null) found = documents.values().stream().filter(document -> documentMatchesQuery(document, fits)).collect(Collectors.toList());
    if (isNaturalDescending(orderBy)) Collections.reverse(found);
    Stream<Document> handedOut = isChanging || isAggregating ? found.stream().map(Document::cloneDeeply) : found.stream();
    return matchDocumentsFromStream(handedOut, EVERYTHING, orderBy, skip, limit, batchSize, fields);
  }

  /** For a plan: the document when it fits. */
  Document fitting(Object position, Document query) {
    Document document = documents.get(position);
    return documentMatchesQuery(document, query) ? document : null;
  }

  @Override public synchronized Document updateDocuments(Document selector, Document update, ArrayFilters filters, boolean isMulti, boolean isUpsert, Oplog oplog) {
    isChanging = true;
    try {
      return super.updateDocuments(selector, update, filters, isMulti, isUpsert, oplog);
    } finally {
      isChanging = false;
    }
  }

  @Override public synchronized Document findAndModify(Document query) {
    isChanging = true;
    try {
      return super.findAndModify(query);
    } finally {
      isChanging = false;
    }
  }

  @Override protected Object addDocumentInternal(Document document) {
    Object position = getIdField() == null ? UUID.randomUUID() : Missing.ofNullable(document.get(getIdField()));
    documents.put(position, document);
    store.put(getFullName(), position, document);
    return position;
  }

  @Override protected void handleUpdate(Object position, Document before, Document after) {
    documents.put(position, after);
    store.put(getFullName(), position, after);
  }

  @Override protected void removeDocument(Object position) {
    documents.remove(position);
    store.remove(getFullName(), position);
  }

  @Override public synchronized void drop() {
    super.drop();
    store.drop(getFullName());
  }

  @Override public synchronized void renameTo(MongoDatabase database, String name) {
    String before = getFullName();
    super.renameTo(database, name);
    store.rename(before, getFullName());
  }

  @Override protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    throw new IllegalStateException("queryDocuments reads the shelf");
  }

  @Override protected Document getDocument(Object position) { return documents.get(position); }

  @Override protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream().map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
  }

  @Override public synchronized void addIndex(Index<Object> index) { super.addIndex(index); }

  @Override public synchronized int count(Document query, int skip, int limit) { return super.count(query, skip, limit); }

  @Override public synchronized int count() { return documents.size(); }

  @Override protected boolean tracksDataSize() { return false; }

  @Override protected void updateDataSize(int delta) {}

  @Override protected int getDataSize() { return 0; }
}
