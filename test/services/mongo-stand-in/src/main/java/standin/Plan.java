package standin;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One way to find what a query asks for: the ranges of an index in which it must lie. Every document found there is matched
 * against the whole query, so a range may hold too much, never too little. Plans race one document at a time and the first to
 * finish has the answer, which costs at most the best plan times the number of plans, without any estimate.
 */
final class Plan {
  private static final int MOST_RANGES = 1_000;

  private record Range(Place from, Place to) {}

  private final Ordered index;
  private final List<Range> ranges;
  private final boolean isNarrow;
  private final boolean isSorted;
  private final boolean isBackwards;

  private final Set<Object> seen = new HashSet<>();
  private final List<Document> found = new ArrayList<>();
  private Iterator<Object> positions = Collections.emptyIterator();
  private int nextRange = 0;

  /** The documents that fit, sorted as far as the plan could; the first `enough` of them (0: all); null when no index helps. */
  static List<Document> find(Shelf shelf, List<Index<Object>> indexes, Document query, Document orderBy, int enough) {
    Document order = orderBy == null ? new Document() : orderBy;
    if (order.containsKey("$natural")) return null;
    Conditions asked = new Conditions(query);
    List<Plan> plans = new ArrayList<>();
    for (Index<Object> index : indexes) {
      boolean holdsAll = index instanceof OrderedIndex || (index instanceof UniqueIndex unique && unique.fields().equals(List.of("_id")));
      if (!holdsAll) continue;
      Plan plan = new Plan((Ordered) index, asked, order);
      // Reading a whole index pays only when that saves the sorting.
      if (plan.isNarrow || (enough > 0 && plan.isSorted && !order.isEmpty())) plans.add(plan);
    }
    if (plans.isEmpty()) return null;
    while (true) for (Plan plan : plans) if (!plan.step(shelf, query, enough)) return plan.found;
  }

  private Plan(Ordered index, Conditions asked, Document order) {
    this.index = index;
    List<String> fields = index.fields();
    List<List<Object>> beginnings = List.of(List.of());
    int fixed = 0;
    for (; fixed < fields.size(); fixed += 1) {
      List<Object> values = asked.equal(fields.get(fixed));
      if (values == null || (long) values.size() * beginnings.size() > MOST_RANGES) break;
      beginnings = beginnings.stream().flatMap(beginning -> values.stream().map(value -> with(beginning, value))).toList();
    }
    String next = fixed < fields.size() ? fields.get(fixed) : null;
    ranges = beginnings.stream().map(beginning -> rangeOf(beginning, next, asked)).toList();
    isNarrow = fixed > 0 || (next != null && (asked.lowest(next) != null || asked.highest(next) != null));

    List<String> sorting = new ArrayList<>(order.keySet());
    List<String> fixedFields = fields.subList(0, fixed);
    sorting.removeIf(field -> fixedFields.contains(field) && !index.isManyValued(field));
    long descending = sorting.stream().filter(field -> ((Number) order.get(field)).intValue() < 0).count();
    isBackwards = descending > 0;
    isSorted = sorting.isEmpty() && ranges.size() <= 1 || order.isEmpty()
        || ranges.size() <= 1 && (descending == 0 || descending == sorting.size()) && sorting.size() <= fields.size() - fixed
            && fields.subList(fixed, fixed + sorting.size()).equals(sorting) && sorting.stream().noneMatch(index::isManyValued);
  }

  /** Takes one document more; false when the plan has its answer. */
  private boolean step(Shelf shelf, Document query, int enough) {
    while (!positions.hasNext()) {
      if (nextRange == ranges.size()) return false;
      Range range = ranges.get(nextRange++);
      positions = Place.ORDER.compare(range.from, range.to) > 0 ? Collections.emptyIterator() : index.between(range.from, range.to, isBackwards);
    }
    Object position = positions.next();
    if (!seen.add(position)) return true;
    Document document = shelf.fitting(position, query);
    if (document != null) found.add(document);
    return !(isSorted && enough > 0 && found.size() >= enough);
  }

  private static List<Object> with(List<Object> beginning, Object value) {
    List<Object> longer = new ArrayList<>(beginning);
    longer.add(value);
    return longer;
  }

  private Range rangeOf(List<Object> beginning, String next, Conditions asked) {
    Place lowest = next == null ? null : asked.lowest(next), highest = next == null ? null : asked.highest(next);
    // Two members of an array may satisfy one side each.
    if (lowest != null && highest != null && index.isManyValued(next)) highest = null;
    // What has no value there stands before everything and is below nothing.
    if (lowest == null && highest != null) lowest = Place.edge(Collections.singletonList(null), 1);
    return new Range(
        lowest == null ? Place.edge(beginning, -1) : Place.edge(with(beginning, lowest.values().get(0)), lowest.side()),
        highest == null ? Place.edge(beginning, 1) : Place.edge(with(beginning, highest.values().get(0)), highest.side()));
  }
}
