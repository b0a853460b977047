package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

/** Holds methods that are longer than others to saying why, in a comment above them. */
class LongMethodsTest {

    private static final int MOST_LINES = 40;
    private static final String REASON = "Long because";

    private final Path root = CliTestBase.projectRoot();

    @Test
    void everyLongMethodSaysWhy() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path file : LongClassesTest.sources(root)) {
            sources.add(new Source(root.relativize(file).toString().replace('\\', '/'),
                    Files.readString(file)));
        }
        List<Method> methods = methods(sources);

        assertThat(methods).hasSizeGreaterThan(sources.size())
                .anyMatch(method -> method.lines() > MOST_LINES && method.reason());
        assertThat(complaints(methods)).as("split the method where it has a second role; where there is none,"
                + " end the comment above it with a sentence \"" + REASON + " ...\"").isEmpty();
    }

    /** Of a file. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * A method or constructor.
     *
     * @param line of its declaration, below its annotations
     * @param lines from there to its closing brace
     * @param reason whether the comment above it has one
     */
    private record Method(String file, String name, long line, long lines, boolean reason) {
    }

    private static List<String> complaints(List<Method> methods) {
        return methods.stream().filter(method -> method.lines() > MOST_LINES && !method.reason())
                .map(method -> method.file() + ":" + method.line() + ": " + method.name() + " has "
                        + method.lines() + " lines, more than " + MOST_LINES
                        + ", and no comment above it says \"" + REASON + " ...\"")
                .toList();
    }

    /** Only read, not compiled. */
    private static List<Method> methods(List<Source> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>(sources);
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> { }, List.of("-proc:none"), null,
                files);
        SourcePositions places = Trees.instance(task).getSourcePositions();
        List<Method> methods = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            String text = unit.getSourceFile().getCharContent(true).toString();
            unit.accept(new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    methods.add(method(text, unit, method, places));
                    return super.visitMethod(method, nothing);
                }
            }, null);
        }
        return methods;
    }

    private static Method method(String text, CompilationUnitTree unit, MethodTree method,
            SourcePositions places) {
        int start = (int) places.getStartPosition(unit, method);
        int declared = start;
        for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
            declared = Math.max(declared, (int) places.getEndPosition(unit, annotation));
        }
        while (Character.isWhitespace(text.charAt(declared))) {
            declared++;
        }
        long first = unit.getLineMap().getLineNumber(declared);
        long last = unit.getLineMap().getLineNumber(places.getEndPosition(unit, method) - 1);
        return new Method(unit.getSourceFile().toUri().getPath().substring(1), method.getName().toString(),
                first, last - first + 1, comment(text.substring(0, start)).contains(REASON));
    }

    /** What a text ends with, if that is a comment, in one line. */
    private static String comment(String text) {
        List<String> lines = text.stripTrailing().lines().map(String::strip).toList();
        int from = lines.size();
        while (from > 0 && lines.get(from - 1).matches("(/\\*|\\*|//).*")) {
            from--;
        }
        return String.join(" ", lines.subList(from, lines.size()).stream()
                .map(line -> line.replaceAll("^(/\\*+|\\*/|\\*|//) ?", "")).toList());
    }

    /** Of a class with two methods, the second one of so many lines. */
    private static List<String> complaints(String aboveClass, String aboveFirst, String above, int lines)
            throws IOException {
        String text = "package tmnf.made.up;\n\n" + aboveClass + "class Thing {\n" + aboveFirst
                + "    int first() {\n        return 1;\n    }\n\n" + above + "    int second(int a) {\n"
                + "        a++;\n".repeat(lines - 3) + "        return a;\n    }\n}\n";
        return complaints(methods(List.of(new Source("Thing.java", text))));
    }

    @Test
    void aLongMethodWithoutAReasonIsNamedWithItsLength() throws IOException {
        assertThat(complaints("", "", "", 40)).isEmpty();
        assertThat(complaints("", "", "", 41)).containsExactly("Thing.java:8: second has 41 lines, more than"
                + " 40, and no comment above it says \"Long because ...\"");
        assertThat(complaints("", "", "    /** Of two. */\n", 41)).hasSize(1);
    }

    @Test
    void commentsAndAnnotationsDoNotCountAsLines() throws IOException {
        assertThat(complaints("", "", "    /**\n     * Of two.\n     */\n    @Override\n    @Named(\n"
                + "            \"a\")\n", 40)).isEmpty();
        assertThat(complaints("", "", "    @Override\n", 41)).singleElement().asString()
                .contains(":9:", " 41 ");
    }

    @Test
    void onlyTheCommentOfTheMethodCounts() throws IOException {
        assertThat(complaints("/** Long because of this. */\n", "    /** Long because of that. */\n", "", 41))
                .hasSize(1);
        assertThat(complaints("", "", "    String a = \"Long because\";\n\n", 41)).hasSize(1);
        assertThat(complaints("", "", "    /** Longer than others. */\n", 41)).hasSize(1);
    }

    @Test
    void aReasonCountsAcrossLinesInEachKindOfCommentAndAboveAnnotations() throws IOException {
        assertThat(complaints("", "", "    /** Long because of it. */\n", 41)).isEmpty();
        assertThat(complaints("", "", "    // Of two. Long\n    // because of it.\n", 41)).isEmpty();
        assertThat(complaints("", "", "    /**\n     * Of two. Long\n     * because of it.\n     */\n"
                + "    @Override\n", 41)).isEmpty();
    }

    @Test
    void methodsWithinMethodsAndConstructorsCount() throws IOException {
        String long41 = "        a++;\n".repeat(39);
        String text = "class Thing {\n    // Long because of what is in it.\n    Object inner() {\n"
                + "        return new Object() {\n            void deep(int a) {\n" + long41
                + "            }\n        };\n    }\n\n    Thing(int a) {\n" + long41 + "    }\n}\n";

        assertThat(complaints(methods(List.of(new Source("Thing.java", text))))).hasSize(2)
                .anyMatch(complaint -> complaint.contains("deep")).anyMatch(line -> line.contains("<init>"));
    }
}
