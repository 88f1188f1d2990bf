package standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** A secondary index in key order; a document with an array stands in it once for each member. */
final class OrderedIndex extends Index<Object> implements Ordered {
  private final NavigableSet<Place> places = new TreeSet<>(Place.ORDER);
  private final List<String> fields;
  private final Set<String> manyValued = new HashSet<>();

  OrderedIndex(String name, List<IndexKey> keys) {
    super(name, keys, false);
    fields = keys.stream().map(IndexKey::getKey).toList();
  }

  @Override public List<String> fields() { return fields; }

  @Override public boolean isManyValued(String field) { return manyValued.contains(field); }

  @Override public Iterator<Object> between(Place from, Place to, boolean isBackwards) {
    NavigableSet<Place> range = places.subSet(from, true, to, true);
    return (isBackwards ? range.descendingSet() : range).stream().map(Place::position).iterator();
  }

  @Override public void add(Document document, Object position, MongoCollection<Object> collection) {
    places.addAll(placesOf(document, position));
  }

  @Override public Object remove(Document document) {
    Object position = getPosition(document);
    places.removeAll(placesOf(document, position));
    return position;
  }

  @Override public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
    Set<Place> old = placesOf(before, position), now = placesOf(after, position);
    if (old.equals(now)) return;
    old.forEach(places::remove);
    places.addAll(now);
  }

  @Override public Object getPosition(Document document) { return Missing.ofNullable(document.get("_id")); }

  private Set<Place> placesOf(Document document, Object position) {
    List<List<Object>> rows = List.of(List.of());
    for (String field : fields) {
      List<List<Object>> longer = new ArrayList<>();
      for (Object value : valuesOf(document, field)) {
        for (List<Object> row : rows) {
          List<Object> next = new ArrayList<>(row);
          next.add(value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    Set<Place> result = new LinkedHashSet<>();
    for (List<Object> row : rows) result.add(new Place(row, position, 0));
    return result;
  }

  private Set<Object> valuesOf(Document document, String field) {
    Set<Object> values = new LinkedHashSet<>();
    Object value = Utils.getSubdocumentValueCollectionAware(document, field);
    if (value instanceof Collection<?> members) {
      manyValued.add(field);
      members.forEach(member -> values.add(Place.spelled(member)));
    } else {
      values.add(Place.spelled(value));
    }
    if (values.isEmpty()) values.add(null);
    return values;
  }

  @Override public void checkAdd(Document document, MongoCollection<Object> collection) {}

  @Override public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

  /** Plans ask by `between`. */
  @Override public boolean canHandle(Document query) { return false; }

  @Override public Iterable<Object> getPositions(Document query) { throw new IllegalStateException("plans ask by between"); }

  @Override public long getCount() { return places.size(); }

  @Override public long getDataSize() { return 0; }

  @Override public void drop() { places.clear(); }
}
