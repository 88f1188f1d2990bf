package standin;

import java.util.Iterator;
import java.util.List;

/** What a plan wants of an index. */
interface Ordered {
  List<String> fields();

  /** Some document had an array there: its places need not be in the order of the documents. */
  boolean isManyValued(String field);

  /** Positions of the documents between two edges. */
  Iterator<Object> between(Place from, Place to, boolean isBackwards);
}
