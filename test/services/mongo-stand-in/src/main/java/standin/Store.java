package standin;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All documents by collection, in memory; with a file, every change also goes to a journal from which the next start reads
 * them back. The names of collections and the indexes are documents too (the library's system collections).
 */
final class Store {
  private final Map<String, Map<Object, Document>> collections = new ConcurrentHashMap<>();
  private final Journal journal;

  static Store inMemory() {
    return new Store(null);
  }

  static Store inFile(Path file) throws IOException {
    return new Store(file);
  }

  private Store(Path file) {
    try {
      if (file != null) Journal.read(file, this::apply);
      journal = file == null ? null : Journal.begin(file, this::records);
    } catch (IOException e) {
      throw new IllegalStateException("cannot open " + file, e);
    }
  }

  Set<String> databaseNames() {
    return collections.keySet().stream().map(name -> name.substring(0, name.indexOf('.'))).collect(Collectors.toSet());
  }

  /** What a collection holds; the caller changes it and says so. */
  Map<Object, Document> open(String collection) {
    return collections.computeIfAbsent(collection, name -> new LinkedHashMap<>());
  }

  void put(String collection, Object position, Document document) {
    say(record(collection, position).append("document", document));
  }

  void remove(String collection, Object position) {
    say(record(collection, position));
  }

  void drop(String collection) {
    collections.remove(collection);
    say(new Document("drop", collection));
  }

  void rename(String before, String after) {
    collections.put(after, collections.remove(before));
    say(new Document("rename", before).append("to", after));
  }

  /** Returns when everything said so far is on disk. */
  void harden() {
    if (journal != null) journal.harden();
  }

  private void say(Document record) {
    if (journal != null) journal.append(record);
  }

  private static Document record(String collection, Object position) {
    return new Document("in", collection).append("at", position instanceof Missing ? null : position);
  }

  private void apply(Document record) {
    if (record.get("drop") instanceof String name) collections.remove(name);
    else if (record.get("rename") instanceof String name) collections.put((String) record.get("to"), collections.remove(name));
    else {
      Map<Object, Document> documents = open((String) record.get("in"));
      Object position = Missing.ofNullable(record.get("at"));
      if (record.get("document") instanceof Document document) documents.put(position, document);
      else documents.remove(position);
    }
  }

  /** The store as records, for a journal without history. */
  private Iterable<Document> records() {
    return () -> collections.entrySet().stream()
        .flatMap(collection -> collection.getValue().entrySet().stream()
            .map(one -> record(collection.getKey(), one.getKey()).append("document", one.getValue())))
        .iterator();
  }
}
