package tmnf.gbx.filter;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FixNamesTest {

    @TempDir
    Path dir;

    private void file(String folder, String name) throws IOException {
        Path directory = Files.createDirectories(dir.resolve(folder));
        // The content tells which file it was; as bytes, since a name may hold what UTF-8 can't.
        Files.write(FileNames.child(directory, name), name.getBytes(StandardCharsets.UTF_8));
    }

    private FixNames safe(ConflictPolicy onConflict) {
        return new FixNames(new FixNamesConfig(dir, NameStyle.SAFE, onConflict, false, false, Set.of()));
    }

    private RenameResult apply(FixNames names) throws IOException {
        return names.apply(names.plan(false), RenameListener.NONE, () -> false);
    }

    private RenameResult undo() throws IOException {
        RenameUndo undo = new RenameUndo(RenameLog.in(dir), dir, Set.of());
        return undo.apply(undo.plan(), RenameListener.NONE, () -> false);
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(dir)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .forEach(file -> names.add(
                            FileNames.text(file.getParent()) + "/" + FileNames.text(file)));
        }
        names.sort(FileNames.CODE_POINT_ORDER);
        return names;
    }

    @Test
    void touchesOnlyReplaysInTrackFolders() throws IOException {
        file("1", "a b.replay.gbx");
        file("1", "a b.txt");
        file("1/deeper", "c d.replay.gbx");
        Files.writeString(dir.resolve("e f.replay.gbx"), "");

        RenameResult result = apply(safe(ConflictPolicy.SUFFIX));

        assertThat(result.renamed()).isEqualTo(1);
        assertThat(names()).contains("1/a_b.replay.gbx", "1/a b.txt", "deeper/c d.replay.gbx");
    }

    @Test
    void goesDeeperWhenAsked() throws IOException {
        file("1/x y", "c d.replay.gbx");
        FixNames names =
                new FixNames(new FixNamesConfig(dir, NameStyle.SAFE, ConflictPolicy.SUFFIX, false, true,
                Set.of()));

        apply(names);

        assertThat(names()).containsExactly("x y/c_d.replay.gbx");
        undo();
        assertThat(names()).containsExactly("x y/c d.replay.gbx");
    }

    @Test
    void looksAtTheChosenTracksOnly() throws IOException {
        file("1", "a b.replay.gbx");
        file("2", "a b.replay.gbx");

        apply(new FixNames(new FixNamesConfig(dir, NameStyle.SAFE, ConflictPolicy.SUFFIX, false, false,
                Set.of("2"))));

        assertThat(names()).containsExactly("1/a b.replay.gbx", "2/a_b.replay.gbx");
    }

    @Test
    void changesNothingAboutDownloadedNames() throws IOException {
        file("1", "pos1_ben__3847_89250ms.replay.gbx");
        file("1", "pos2_CON.-_89250ms.replay.gbx");

        RenamePlan plan = safe(ConflictPolicy.SUFFIX).plan(false);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.fine()).isEqualTo(2);
        apply(safe(ConflictPolicy.SUFFIX));
        assertThat(RenameLog.in(dir)).doesNotExist();
    }

    @Test
    void numbersFilesThatWouldGetTheSameNameWithoutRegardToCase() throws IOException {
        file("1", "pos1_a b_1ms.replay.gbx");
        file("1", "pos1_A_B_1ms.replay.gbx");
        file("1", "pos1_a;b_1ms.replay.gbx");
        file("1", "pos1_a_b_2_1ms.replay.gbx");

        apply(safe(ConflictPolicy.SUFFIX));

        assertThat(names()).containsExactly("1/pos1_A_B_1ms.replay.gbx", "1/pos1_a_b_2_1ms.replay.gbx",
                "1/pos1_a_b_3_1ms.replay.gbx", "1/pos1_a_b_4_1ms.replay.gbx");
    }

    @Test
    void aSecondRunNeverRenamesAgain() throws IOException {
        for (int length = 150; length <= 240; length++) {
            // Three that would get one name, without regard to case, and one that has it.
            file("plain", "é".repeat(2) + "a".repeat(length - 12) + ".replay.gbx");
            file("plain", "È".repeat(2) + "A".repeat(length - 12) + ".replay.gbx");
            file("plain", "ee" + "a".repeat(length - 12) + ".replay.gbx");
            file("pos", "pos1_;" + "a".repeat(length - 24) + "_12ms.replay.gbx");
            file("pos", "pos1_'" + "a".repeat(length - 24) + "_12ms.replay.gbx");
            file("pos", "pos1_" + "a".repeat(length - 24) + "_12ms.replay.gbx");
        }
        apply(safe(ConflictPolicy.SUFFIX));
        List<String> once = names();

        assertThat(once).hasSize(6 * 91);
        assertThat(apply(safe(ConflictPolicy.SUFFIX)).renamed()).isZero();
        assertThat(names()).isEqualTo(once);
    }

    @Test
    void skipsConflictsWhenAsked() throws IOException {
        file("1", "a b.replay.gbx");
        file("1", "a_b.replay.gbx");

        RenameResult result = apply(safe(ConflictPolicy.SKIP));

        assertThat(result.conflicts()).isEqualTo(1);
        assertThat(names()).containsExactly("1/a b.replay.gbx", "1/a_b.replay.gbx");
    }

    @Test
    void failsOnConflictsBeforeAnythingIsRenamed() throws IOException {
        file("1", "a b.replay.gbx");
        file("1", "a_b.replay.gbx");
        file("0", "c d.replay.gbx");

        assertThatThrownBy(() -> apply(safe(ConflictPolicy.FAIL))).isInstanceOf(NameConflictException.class)
                .hasMessageContaining("1/a b.replay.gbx -> a_b.replay.gbx");
        assertThat(names()).contains("0/c d.replay.gbx");
        assertThat(RenameLog.in(dir)).doesNotExist();
    }

    @Test
    void planningChangesNothing() throws IOException {
        file("1", "a b.replay.gbx");

        safe(ConflictPolicy.SUFFIX).plan(true);

        assertThat(names()).containsExactly("1/a b.replay.gbx");
        assertThat(RenameLog.in(dir)).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file has such a name there")
    void undoesSeveralRunsAndNamesThatNeedEscapes() throws IOException {
        file("1", "a\tb\\x41\n.replay.gbx");
        file("1", "\uDCFF\u65e5😀.replay.gbx");
        List<String> before = names();
        apply(safe(ConflictPolicy.SUFFIX));
        file("2", "c d.replay.gbx");
        apply(safe(ConflictPolicy.SUFFIX));
        assertThat(names())
                .containsExactly("1/a_b_x41_.replay.gbx", "1/replay.replay.gbx", "2/c_d.replay.gbx");

        RenameResult result = undo();

        assertThat(result.renamed()).isEqualTo(3);
        assertThat(names()).containsAll(before).contains("2/c d.replay.gbx");
        assertThat(RenameLog.in(dir)).doesNotExist();
        assertThat(dir.resolve(RenameLog.FILE_NAME + ".undone")).exists();
    }

    @Test
    void theMappingIsOnDiskBeforeTheFirstRenameAndACutRunCanBeUndone() throws IOException {
        file("1", "a b.replay.gbx");
        file("1", "c d.replay.gbx");
        FixNames names = safe(ConflictPolicy.SUFFIX);
        AtomicInteger asked = new AtomicInteger();

        RenameResult cut =
                names.apply(names.plan(false), RenameListener.NONE, () -> asked.getAndIncrement() == 1);

        assertThat(cut.complete()).isFalse();
        assertThat(names()).containsExactly("1/a_b.replay.gbx", "1/c d.replay.gbx");
        assertThat(Files.readString(RenameLog.in(dir)))
                .endsWith("1/a b.replay.gbx\t1/a_b.replay.gbx\n1/c d.replay.gbx\t1/c_d.replay.gbx\n");
        assertThat(undo().renamed()).isEqualTo(1);
        assertThat(names()).containsExactly("1/a b.replay.gbx", "1/c d.replay.gbx");
    }

    @Test
    void twoRunsAtOnceDoNotRenameTogether() throws IOException {
        file("1", "a b.replay.gbx");
        RenamePlan plan = safe(ConflictPolicy.SUFFIX).plan(false);

        safe(ConflictPolicy.SUFFIX).apply(plan, new RenameListener() {
            @Override
            public void renamed(RenameStep.Rename step) {
                assertThatThrownBy(() -> safe(ConflictPolicy.SUFFIX).apply(plan, RenameListener.NONE,
                        () -> false)).isInstanceOf(RenamesBusyException.class);
                assertThatThrownBy(() -> undo()).isInstanceOf(RenamesBusyException.class);
            }
        }, () -> false);

        assertThat(names()).containsExactly("1/a_b.replay.gbx");
        assertThat(undo().renamed()).isEqualTo(1);
    }

    @Test
    void aPlanThatAnotherRunHasCarriedOutAddsNothingToTheLog() throws IOException {
        for (int i = 0; i < 12; i++) {
            file("1", "a " + i + ".replay.gbx");
        }
        FixNames names = safe(ConflictPolicy.SUFFIX);
        RenamePlan one = names.plan(false);
        RenamePlan two = names.plan(false);
        names.apply(one, RenameListener.NONE, () -> false);
        String log = Files.readString(RenameLog.in(dir));

        RenameResult late = names.apply(two, RenameListener.NONE, () -> false);

        assertThat(late).isEqualTo(new RenameResult(0, 0, 0, 0, true));
        assertThat(Files.readString(RenameLog.in(dir))).isEqualTo(log);
        assertThat(new RenameUndo(RenameLog.in(dir), dir, Set.of()).plan().files()).isEqualTo(12);
    }

    private FixNames dropping(ConflictPolicy onConflict) {
        return new FixNames(new FixNamesConfig(dir, NameStyle.SAFE, onConflict, true, false, Set.of()));
    }

    @Test
    void duplicatesAreDroppedOnRequestAndUndoBringsThemBack() throws IOException {
        file("1", "a b.replay.gbx");
        file("1", "a;b.replay.gbx");
        file("1", "a'b.replay.gbx");
        Files.copy(dir.resolve("1/a b.replay.gbx"), dir.resolve("1/a'b.replay.gbx"), REPLACE_EXISTING);
        file("1", "c_d.replay.gbx");
        Files.copy(dir.resolve("1/c_d.replay.gbx"), dir.resolve("1/C D.replay.gbx"));
        List<String> before = names();

        RenameResult result = apply(dropping(ConflictPolicy.SUFFIX));

        assertThat(result).isEqualTo(new RenameResult(2, 2, 0, 0, true));
        assertThat(names())
                .containsExactly("1/a_b.replay.gbx", "1/a_b_2.replay.gbx", "1/c_d.replay.gbx");
        assertThat(Files.readString(RenameLog.in(dir)))
                .contains("1/a'b.replay.gbx\t1/a_b.replay.gbx\tdropped\n");
        assertThat(undo().clean()).isTrue();
        assertThat(names()).isEqualTo(before);
        assertThat(dir.resolve("1/a'b.replay.gbx")).hasContent("a b.replay.gbx");
        assertThat(dir.resolve("1/C D.replay.gbx")).hasContent("c_d.replay.gbx");
    }

    @Test
    void duplicatesStayUnlessAskedFor() throws IOException {
        file("1", "a b.replay.gbx");
        Files.copy(dir.resolve("1/a b.replay.gbx"), dir.resolve("1/a_b.replay.gbx"));

        apply(safe(ConflictPolicy.SUFFIX));

        assertThat(names()).containsExactly("1/a_b.replay.gbx", "1/a_b_2.replay.gbx");
    }

    @Test
    void aLinkIsNoDuplicateAndAFileThatChangedSinceIsNotDropped() throws IOException {
        assumeTrue(dir.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "skipped: links need rights there");
        file("1", "a b.replay.gbx");
        Files.createSymbolicLink(dir.resolve("1/a_b.replay.gbx"), Path.of("a b.replay.gbx"));
        file("2", "c d.replay.gbx");
        Files.copy(dir.resolve("2/c d.replay.gbx"), dir.resolve("2/c_d.replay.gbx"));
        FixNames names = dropping(ConflictPolicy.SKIP);
        RenamePlan plan = names.plan(false);
        assertThat(plan.drops()).extracting(RenameStep::oldName).containsExactly("c d.replay.gbx");
        Files.writeString(dir.resolve("2/c_d.replay.gbx"), "changed");

        RenameResult result = names.apply(plan, RenameListener.NONE, () -> false);

        assertThat(result).isEqualTo(new RenameResult(0, 0, 2, 0, true));
        assertThat(dir.resolve("2/c d.replay.gbx")).exists();
        assertThat(undo().clean()).isTrue();
        assertThat(dir.resolve("2/c d.replay.gbx")).hasContent("c d.replay.gbx");
    }

    @Test
    void undoNeverReplacesAFileAndKeepsTheLogThen() throws IOException {
        file("1", "a b.replay.gbx");
        apply(safe(ConflictPolicy.SUFFIX));
        file("1", "a b.replay.gbx");

        RenameResult result = undo();

        assertThat(result.conflicts()).isEqualTo(1);
        assertThat(names()).containsExactly("1/a b.replay.gbx", "1/a_b.replay.gbx");
        assertThat(RenameLog.in(dir)).exists();
    }

    @Test
    void undoPassesOverFilesThatAreGone() throws IOException {
        file("1", "a b.replay.gbx");
        apply(safe(ConflictPolicy.SUFFIX));
        Files.delete(dir.resolve("1/a_b.replay.gbx"));

        assertThat(undo().renamed()).isZero();
    }

    @Test
    void undoTakesBackSwapsAndChainsLastLineFirst() throws IOException {
        file("1", "b.replay.gbx");
        file("1", "c.replay.gbx");
        // What moved b to c, c to d ..., in the order in which it happened.
        Files.writeString(RenameLog.in(dir), """
                1/b0.replay.gbx\t1/tmp.replay.gbx
                1/c0.replay.gbx\t1/b.replay.gbx
                1/tmp.replay.gbx\t1/c.replay.gbx
                """);

        assertThat(undo().renamed()).isEqualTo(3);
        assertThat(names()).containsExactly("1/b0.replay.gbx", "1/c0.replay.gbx");
        assertThat(Files.readString(dir.resolve("1/b0.replay.gbx"))).isEqualTo("c.replay.gbx");
    }

    @Test
    void undoRefusesLogsThatLeadElsewhere() throws IOException {
        for (String line : List.of("1/../a\t1/../b", "1/a\t2/b", "/etc/a\t/etc/b", "a\tb", "1/a\t1/b\t1/c")) {
            Files.writeString(RenameLog.in(dir), line + "\n");

            assertThatThrownBy(this::undo).as(line).isInstanceOf(IOException.class)
                    .hasMessageContaining("line 1");
        }
    }

    @Test
    void undoPassesOverALineThatWasCutOff() throws IOException {
        file("1", "a_b.replay.gbx");
        Files.writeString(RenameLog.in(dir),
                "# comment\n\n1/a b.replay.gbx\t1/a_b.replay.gbx\n1/c d.rep\t1/c");
        file("1", "c");

        assertThat(undo().renamed()).isEqualTo(1);
        assertThat(names()).containsExactly("1/a b.replay.gbx", "1/c");
    }

    @Test
    void aLogWithACutLineIsContinuedOnANewOne() throws IOException {
        file("1", "a b.replay.gbx");
        Files.writeString(RenameLog.in(dir), "# cut");

        apply(safe(ConflictPolicy.SUFFIX));

        assertThat(Files.readString(RenameLog.in(dir)))
                .isEqualTo("# cut\n1/a b.replay.gbx\t1/a_b.replay.gbx\n");
    }
}
