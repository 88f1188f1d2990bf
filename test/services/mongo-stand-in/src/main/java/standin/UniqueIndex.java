package standin;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The library's unique index, kept in order so that ranges of `_id` can be read. */
final class UniqueIndex extends AbstractUniqueIndex<Object> implements Ordered {
  private final TreeMap<Place, Object> positions = new TreeMap<>(Place.ORDER);
  private final List<String> fields;

  UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    fields = keys.stream().map(IndexKey::getKey).toList();
  }

  /** The place without a position: there is one of each. */
  private static Place placeOf(KeyValue key) {
    List<Object> values = new ArrayList<>();
    key.forEach(value -> values.add(Place.spelled(value)));
    return new Place(values, null, 0);
  }

  @Override protected boolean putKeyPosition(KeyValue key, Object position) { return positions.putIfAbsent(placeOf(key), position) == null; }

  @Override protected Object removeDocument(KeyValue key) { return positions.remove(placeOf(key)); }

  @Override protected Object getPosition(KeyValue key) { return positions.get(placeOf(key)); }

  @Override protected Iterable<Entry<KeyValue, Object>> getIterable() {
    return positions.entrySet().stream().<Entry<KeyValue, Object>>map(entry -> new SimpleEntry<>(new KeyValue(entry.getKey().values()), entry.getValue()))::iterator;
  }

  @Override public List<String> fields() { return fields; }

  @Override public boolean isManyValued(String field) { return false; }

  @Override public Iterator<Object> between(Place from, Place to, boolean isBackwards) {
    NavigableMap<Place, Object> range = positions.subMap(from, true, to, true);
    return (isBackwards ? range.descendingMap() : range).values().iterator();
  }

  @Override public long getCount() { return positions.size(); }

  @Override public long getDataSize() { return 0; }
}
