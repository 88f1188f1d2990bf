package standin;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import java.util.Comparator;
import java.util.List;

/**
 * A place in an index: an entry with a value for every field, or an edge just before (side -1) or just after (side 1) all
 * entries that begin with its values. All fields ascend; a descending read goes backwards.
 */
record Place(List<Object> values, Object position, int side) {
  static final Comparator<Place> ORDER = Place::compare;

  static Place edge(List<Object> values, int side) {
    return new Place(values, null, side);
  }

  private static int compare(Place a, Place b) {
    int shared = Math.min(a.values.size(), b.values.size());
    for (int i = 0; i < shared; i += 1) {
      int order = compareValues(a.values.get(i), b.values.get(i));
      if (order != 0) return order;
    }
    if (a.values.size() != b.values.size()) return a.values.size() < b.values.size() ? a.side : -b.side;
    if (a.side != 0 || b.side != 0) return Integer.compare(a.side, b.side);
    return a.position == b.position ? 0 : compareValues(a.position, b.position);
  }

  private static int compareValues(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) return x.compareTo(y);
    if (a instanceof Double x && b instanceof Double y) return x.compareTo(y);
    return ValueComparator.ascWithoutListHandling().compare(a, b);
  }

  /** One spelling for equal values: 1 and 1.0 are the same key. */
  static Object spelled(Object value) {
    if (Missing.isNullOrMissing(value)) return null;
    if (value instanceof Integer || value instanceof Double) return ((Number) value).doubleValue() + 0.0;
    if (value instanceof Long number && (long) number.doubleValue() == number) return number.doubleValue();
    return value;
  }
}
