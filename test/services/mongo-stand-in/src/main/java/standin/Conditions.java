package standin;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a query asks of single fields, as far as an index can answer it. What is left out here is asked when a document is matched. */
final class Conditions {
  private static final String BELOW = "$lt", UP_TO = "$lte", ABOVE = "$gt", FROM = "$gte";

  private final Map<String, List<Object>> equal = new HashMap<>();
  private final Map<String, Place> lowest = new HashMap<>();
  private final Map<String, Place> highest = new HashMap<>();

  Conditions(Document query) {
    read(query);
  }

  private void read(Document query) {
    query.forEach((field, asked) -> {
      if (field.equals("$and")) ((Collection<?>) asked).forEach(part -> read((Document) part));
      else if (isPlain(asked)) equal.putIfAbsent(field, List.of(Place.spelled(asked)));
      else if (asked instanceof Document operators && !field.startsWith("$")) operators.forEach((operator, value) -> read(field, operator, value));
    });
  }

  private void read(String field, String operator, Object value) {
    if (operator.equals("$in") && value instanceof Collection<?> values && values.stream().allMatch(Conditions::isPlain))
      equal.putIfAbsent(field, new ArrayList<>(values.stream().map(Place::spelled).distinct().toList()));
    if (!isPlain(value)) return;
    List<Object> edge = List.of(Place.spelled(value));
    switch (operator) {
      case "$eq" -> equal.putIfAbsent(field, edge);
      case FROM, ABOVE -> lowest.putIfAbsent(field, Place.edge(edge, operator.equals(FROM) ? -1 : 1));
      case UP_TO, BELOW -> highest.putIfAbsent(field, Place.edge(edge, operator.equals(UP_TO) ? 1 : -1));
      default -> {}
    }
  }

  /** Values whose place in an index is where a query for them looks. */
  private static boolean isPlain(Object value) {
    return value instanceof String || value instanceof Integer || value instanceof Long || (value instanceof Double number && !number.isNaN())
        || value instanceof Boolean || value instanceof ObjectId || value instanceof Instant;
  }

  /** The values a field may have, or null when it is not asked for by value. */
  List<Object> equal(String field) { return equal.get(field); }

  /** Edges with one value, or null. */
  Place lowest(String field) { return lowest.get(field); }

  Place highest(String field) { return highest.get(field); }
}
