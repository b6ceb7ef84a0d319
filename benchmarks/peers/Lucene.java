// Articles or queries come in, a line each, from lucene.py; an index, or counts and processor times, go out.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** Two jobs: {@code build FOLDER EXACT} and {@code ask FOLDER}. Every line is fields between tabs. */
public final class Lucene {
  private static final String[] TEXTS = {"headline", "caption", "body"};
  private static final int BEST = 10;
  private static final int THREADS = 2;
  private static final int BUFFER_MEGABYTES = 512;
  private static final int QUEUED = 2_000;
  private static final String END = "";
  private static final Analyzer STEMS = new EnglishAnalyzer(CharArraySet.EMPTY_SET);

  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var directory = FSDirectory.open(Path.of(arguments[1]));
    if (arguments[0].equals("build")) {
      build(lines, directory, arguments[2].equals("exact"));
    } else {
      answer(lines, directory);
    }
  }

  private static void build(BufferedReader lines, FSDirectory directory, boolean exact) throws Exception {
    Map<String, Analyzer> unstemmed = Map.of("headline_exact", new StandardAnalyzer(), "caption_exact",
        new StandardAnalyzer(), "body_exact", new StandardAnalyzer(), "byline", new StandardAnalyzer());
    var settings = new IndexWriterConfig(new PerFieldAnalyzerWrapper(STEMS, unstemmed));
    settings.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUED);
    try (var writer = new IndexWriter(directory, settings)) {
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < THREADS; number++) {
        threads.add(new Thread(() -> work(queue, writer, exact)));
      }
      threads.forEach(Thread::start);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        queue.put(line);
      }
      for (Thread ignored : threads) {
        queue.put(END);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      writer.commit();
    }
  }

  private static void work(BlockingQueue<String> queue, IndexWriter writer, boolean exact) {
    try {
      for (String line = queue.take(); !line.equals(END); line = queue.take()) {
        writer.addDocument(document(line.split("\t", -1), exact));
      }
    } catch (IOException | InterruptedException problem) {
      problem.printStackTrace();
      System.exit(1);
    }
  }

  /** The fields of an article, in lucene.py's order: id, source, section, day, byline, headline, captions, body. */
  private static Document document(String[] fields, boolean exact) {
    var document = new Document();
    document.add(new StringField("id", fields[0], Field.Store.YES));
    keyword(document, "source", fields[1]);
    keyword(document, "section", fields[2]);
    long day = Long.parseLong(fields[3]);
    document.add(new LongPoint("date", day));
    document.add(new NumericDocValuesField("date", day));
    document.add(new SortedDocValuesField("month", new BytesRef(Long.toString(day / 100))));
    document.add(new TextField("byline", fields[4], Field.Store.NO));
    for (int number = 0; number < TEXTS.length; number++) {
      var store = number == 0 ? Field.Store.YES : Field.Store.NO;
      document.add(new TextField(TEXTS[number], fields[5 + number], store));
      if (exact) {
        document.add(new TextField(TEXTS[number] + "_exact", fields[5 + number], Field.Store.NO));
      }
    }
    return document;
  }

  private static void keyword(Document document, String name, String value) {
    document.add(new StringField(name, value, Field.Store.YES));
    document.add(new SortedDocValuesField(name, new BytesRef(value)));
  }

  /** For each query: the count, and the nanoseconds of processor time this thread has used since it began. */
  private static void answer(BufferedReader lines, FSDirectory directory) throws IOException {
    var clock = ManagementFactory.getThreadMXBean();
    var searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setQueryCache(null);
    System.out.println("0\t" + clock.getCurrentThreadCpuTime());
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int count = count(searcher, line.split("\t", -1));
      System.out.println(count + "\t" + clock.getCurrentThreadCpuTime());
    }
  }

  /** The fields of a query: operation, mode, facet, field, first day, last day, words. */
  private static int count(IndexSearcher searcher, String[] fields) throws IOException {
    Query query = query(fields);
    TopDocs found;
    switch (fields[1]) {
      case "count":
        return searcher.count(query);
      case "facet":
        return facet(searcher, query, fields[2]);
      case "sort":
        var newest = new Sort(new SortField("date", SortField.Type.LONG, true));
        found = searcher.search(query, new TopFieldCollectorManager(newest, BEST, Integer.MAX_VALUE));
        break;
      default:
        found = searcher.search(query, new TopScoreDocCollectorManager(BEST, Integer.MAX_VALUE));
    }
    var stored = searcher.storedFields();
    for (ScoreDoc hit : found.scoreDocs) {
      stored.document(hit.doc).get("id");
    }
    return (int) found.totalHits.value;
  }

  private static Query query(String[] fields) throws IOException {
    String[] names = fields[0].equals("field") ? new String[] {fields[3]} : TEXTS;
    String[] words = fields[6].split(" ");
    switch (fields[0]) {
      case "and":
        return all(words, Occur.MUST, names);
      case "or":
        return all(words, Occur.SHOULD, names);
      case "not":
        return new BooleanQuery.Builder().add(word(words[0], names), Occur.MUST)
            .add(word(words[1], names), Occur.MUST_NOT).build();
      case "phrase":
        return either(names, name -> phrase(words, name));
      case "prefix":
        return either(names, name -> new PrefixQuery(new Term(name, words[0])));
      case "wild":
        return either(names, name -> new WildcardQuery(new Term(name, words[0])));
      case "fuzzy":
        return either(names, name -> new FuzzyQuery(new Term(name, words[0]), 1));
      case "drange":
        Query days = LongPoint.newRangeQuery("date", Long.parseLong(fields[4]), Long.parseLong(fields[5]));
        return new BooleanQuery.Builder().add(word(words[0], names), Occur.MUST).add(days, Occur.FILTER).build();
      default:
        return word(words[0], names);
    }
  }

  private static Query all(String[] words, Occur occur, String[] names) {
    var query = new BooleanQuery.Builder();
    for (String word : words) {
      query.add(word(word, names), occur);
    }
    return query.build();
  }

  private static Query word(String word, String[] names) {
    return either(names, name -> new TermQuery(new Term(name, stem(word))));
  }

  private static Query phrase(String[] words, String name) {
    var query = new PhraseQuery.Builder();
    for (String word : words) {
      query.add(new Term(name, stem(word)));
    }
    return query.build();
  }

  private static Query either(String[] names, Function<String, Query> part) {
    var query = new BooleanQuery.Builder();
    for (String name : names) {
      query.add(part.apply(name), Occur.SHOULD);
    }
    return query.build();
  }

  private static String stem(String word) {
    try (TokenStream tokens = STEMS.tokenStream("body", word)) {
      var text = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      tokens.incrementToken();
      return text.toString();
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static int facet(IndexSearcher searcher, Query query, String name) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    searcher.search(query, new CollectorManager<Tally, Void>() {
      @Override
      public Tally newCollector() {
        return new Tally(name, counts);
      }

      @Override
      public Void reduce(Collection<Tally> tallies) {
        return null;
      }
    });
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many of the matches have each value of a field. */
  private static final class Tally extends SimpleCollector {
    private final String name;
    private final Map<String, Integer> counts;
    private SortedDocValues values;
    private int[] tallied;

    Tally(String name, Map<String, Integer> counts) {
      this.name = name;
      this.counts = counts;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
      values = DocValues.getSorted(context.reader(), name);
      tallied = new int[values.getValueCount()];
    }

    @Override
    public void collect(int number) throws IOException {
      if (values.advanceExact(number)) {
        tallied[values.ordValue()]++;
      }
    }

    @Override
    public void finish() throws IOException {
      for (int value = 0; value < tallied.length; value++) {
        if (tallied[value] > 0) {
          counts.merge(values.lookupOrd(value).utf8ToString(), tallied[value], Integer::sum);
        }
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
