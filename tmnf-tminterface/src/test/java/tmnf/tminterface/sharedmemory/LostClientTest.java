package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tmnf.tminterface.sharedmemory.ScriptedGame.Step;
import tmnf.tminterface.sharedmemory.SharedMemoryServer.Outcome;
import tmnf.tminterface.state.SimStateData;

/** A side that falls silent, in virtual time: each wait ends at its deadline and says why. */
class LostClientTest {

    private static final Step RUN_STEP = Step.of(ScriptedGame.SERVER, "04ff00000000000000000000");
    private static final Step ANSWER = Step.of(ScriptedGame.CLIENT, "0eff00000000000004000000");
    private static final Step CLEARED = Step.of(ScriptedGame.CLIENT_CLEARS);
    private static final Step RESPONSE = Step.of(ScriptedGame.SERVER, "01ff000000000000");

    private final RecordingClient client = new RecordingClient();

    @Test
    void aGameThatNeverAcceptsIsGivenUp() {
        ScriptedGame game = new ScriptedGame().add(Step.of(ScriptedGame.CLIENT, "0cff000000000000"), CLEARED);
        game.client().prepare(client).run();

        assertThat(game.isDone()).isTrue();
        assertThat(client.failures).singleElement().isInstanceOf(CallTimeoutException.class);
        assertThat(client.calls).isEmpty();
        assertThat(game.nowMillis()).isBetween(60_000L, 60_010L);
    }

    @Test
    void aGameThatNeverStartsIsGivenUp() {
        ScriptedGame clock = new ScriptedGame();
        TMInterface iface = new TMInterface("TMInterface0", SharedMapping.DEFAULT_SIZE, Optional::empty,
                ClientOptions.DEFAULT, clock);
        iface.prepare(client).run();

        assertThat(client.failures).singleElement().asString()
                .contains("no mapping of a game after 600000 ms");
        assertThat(clock.nowMillis()).isBetween(600_000L, 602_000L);
        assertThat(iface.running()).isFalse();
    }

    @Test
    void aCallWithoutResponseWithdrawsItAndDeregisters() {
        ScriptedGame game = new ScriptedGame().registration()
                .add(RUN_STEP, Step.of(ScriptedGame.CLIENT, "11ff00000000000000000000"), CLEARED);
        RecordingClient caller = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) throws IOException {
                iface.giveUp();
            }
        };
        TMInterface iface = game.client();
        iface.prepare(caller).run();

        assertThat(game.isDone()).isTrue();
        assertThat(caller.failures).singleElement().asString()
                .contains("no response to C_GIVE_UP within 10000");
        assertThat(caller.calls).containsExactly("on_deregistered");
        assertThat(iface.lossReason()).hasValueSatisfying(reason -> assertThat(reason).contains("C_GIVE_UP"));
    }

    @Test
    void aCallbackLongerThanTheServersTimeoutIsNotAnsweredAnyMore() {
        ScriptedGame game = new ScriptedGame().registration().add(RUN_STEP);
        TMInterface iface = game.client();
        RecordingClient sleeper = sleeper(game, 2001);
        iface.prepare(sleeper).run();

        assertThat(sleeper.calls).containsExactly("on_deregistered");
        assertThat(iface.lossReason()).hasValueSatisfying(reason ->
                assertThat(reason).contains("took 2001 ms").contains("waits 2000 ms"));
    }

    @Test
    void aCallbackWithinTheServersTimeoutIsAnswered() {
        ScriptedGame game = new ScriptedGame().registration().add(RUN_STEP, ANSWER);
        TMInterface iface = game.client();
        game.whenDone(iface::close);
        iface.prepare(sleeper(game, 2000)).run();

        assertThat(game.isDone()).isTrue();
        assertThat(iface.lossReason()).isEmpty();
    }

    private static RecordingClient sleeper(ScriptedGame game, int millis) {
        return new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) {
                game.sleep(millis);
            }
        };
    }

    @Test
    void anAnswerThatNobodyTakesMeansThatTheGameHasGone() {
        ScriptedGame game = new ScriptedGame().registration().add(RUN_STEP, ANSWER);
        TMInterface iface = game.client();
        iface.prepare(client).run();

        assertThat(client.calls).containsExactly("on_run_step 0", "on_deregistered");
        assertThat(iface.lossReason()).hasValueSatisfying(reason ->
                assertThat(reason).contains("did not take an answer within 10000 ms"));
    }

    @Test
    void silenceEndsTheClientWhenThatIsAskedFor() {
        ScriptedGame game = new ScriptedGame().registration().add(Step.of(ScriptedGame.SERVER_CLEARS));
        TMInterface iface = game.client(new ClientOptions(1000, 1000, 1000, 2000, 30_000));
        iface.prepare(client).run();

        assertThat(client.failures).isEmpty();
        assertThat(client.calls).containsExactly("on_deregistered");
        assertThat(iface.lossReason()).hasValueSatisfying(reason ->
                assertThat(reason).contains("no call for 30000 ms"));
        assertThat(game.nowMillis()).isBetween(30_000L, 30_010L);
    }

    @Test
    void aCallFromTheCallbacksOfARewindWaitsForItsResponse() throws IOException {
        SimStateData state = SimStateData.wrap(Transcripts.stateBytes());
        byte[] rewind = new Message(MessageType.C_SIM_REWIND_TO_STATE).writeBuffer(state.toBytes()).toData();
        rewind[1] = (byte) 0xFF;
        ScriptedGame game = new ScriptedGame().registration().add(RUN_STEP,
                new Step(ScriptedGame.CLIENT, rewind), RESPONSE, CLEARED,
                Step.of(ScriptedGame.CLIENT, "20ff00000000000000000000"), RESPONSE, CLEARED, ANSWER);
        List<String> order = new ArrayList<>();
        RecordingClient rewinder = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) throws IOException {
                iface.rewindToState(state);
                order.add("rewound");
            }

            @Override
            public void onCheckpointCountChanged(TMInterface iface, int current, int target)
                    throws IOException {
                iface.preventSimulationFinish();
                order.add("prevented");
            }
        };
        TMInterface iface = game.client();
        game.whenDone(iface::close);
        iface.prepare(rewinder).run();

        assertThat(rewinder.failures).isEmpty();
        assertThat(game.isDone()).isTrue();
        assertThat(order).containsExactly("prevented", "rewound");
    }

    @Test
    void theServerDeregistersAClientThatDoesNotAnswer() {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        Slot client = new Slot(memory.view());
        VirtualTime time = new VirtualTime(() -> answerOnce(client));
        SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame(), time);
        client.publish(new Message(MessageType.C_REGISTER));
        assertThat(server.poll()).isTrue();
        long before = time.nanoTime();

        assertThat(server.onRunStep(0)).isEqualTo(Outcome.TIMED_OUT);
        assertThat((time.nanoTime() - before) / 1_000_000).isBetween(2000L, 2010L);
        assertThat(server.registered()).isFalse();
        assertThat(server.onRunStep(10)).isEqualTo(Outcome.NOT_REGISTERED);
    }

    private static void answerOnce(Slot client) {
        if (client.holds(MessageType.S_RESPONSE)) {
            client.clear();
        } else if (client.holds(MessageType.S_ON_REGISTERED)) {
            client.publish(new Message(MessageType.C_PROCESSED_CALL)
                    .writeInt32(MessageType.S_ON_REGISTERED.id()));
        }
    }

    @Test
    void aDeregistrationBetweenTwoCallsOfTheGameCountsForTheNextOne() {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        Slot client = new Slot(memory.view());
        SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame(),
                new VirtualTime(() -> answerOnce(client)));
        client.publish(new Message(MessageType.C_REGISTER));
        assertThat(server.poll()).isTrue();
        client.publish(new Message(MessageType.C_DEREGISTER).writeInt32(0));

        assertThat(server.onRunStep(0)).isEqualTo(Outcome.NOT_REGISTERED);
        assertThat(client.isFree()).isTrue();
    }

    @Test
    void anEvaluationThatIsNotAnsweredIsTheDefaultAndNotTheOneBefore() {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        Slot client = new Slot(memory.view());
        BFEvaluationResponse reject = new BFEvaluationResponse(BFEvaluationDecision.REJECT, 1230);
        BFEvaluationInfo info = new BFEvaluationInfo(
                BFPhase.SEARCH, BFTarget.FINISH_TIME, 0, -1, -1, -1, -1, -1, -1, false, false);
        boolean[] answered = new boolean[1];
        VirtualTime time = new VirtualTime(() -> {
            answerOnce(client);
            if (client.holds(MessageType.S_ON_BRUTEFORCE_EVALUATE) && !answered[0]) {
                Message answer = new Message(MessageType.C_PROCESSED_CALL)
                        .writeInt32(MessageType.S_ON_BRUTEFORCE_EVALUATE.id());
                reject.write(answer);
                client.publish(answer);
                answered[0] = true;
            }
        });
        SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame(), time);
        client.publish(new Message(MessageType.C_REGISTER));
        assertThat(server.poll()).isTrue();

        assertThat(server.onBruteforceEvaluate(info)).isEqualTo(Outcome.ANSWERED);
        assertThat(server.evaluation()).isEqualTo(reject);
        assertThat(server.onBruteforceEvaluate(info)).isEqualTo(Outcome.TIMED_OUT);
        assertThat(server.evaluation()).isEqualTo(BFEvaluationResponse.DEFAULT);
    }

    @Test
    void aResponseThatDoesNotFitIntoTheMappingIsAnErrorOfThatName() {
        InMemoryMapping memory = InMemoryMapping.create(4096);
        Slot client = new Slot(memory.view());
        List<Integer> errors = new ArrayList<>();
        VirtualTime time = new VirtualTime(() -> {
            if (client.holds(MessageType.S_ON_RUN_STEP)) {
                client.publish(new Message(MessageType.C_SIM_GET_STATE));
            } else if (client.holds(MessageType.S_RESPONSE) && client.error() != 0) {
                errors.add(client.error());
                client.publish(new Message(MessageType.C_PROCESSED_CALL)
                        .writeInt32(MessageType.S_ON_RUN_STEP.id()));
            } else {
                answerOnce(client);
            }
        });
        SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame(), time);
        client.publish(new Message(MessageType.C_REGISTER));
        assertThat(server.poll()).isTrue();

        assertThat(server.onRunStep(0)).isEqualTo(Outcome.ANSWERED);
        assertThat(errors).containsExactly(ErrorCode.RESPONSE_TOO_LONG.code());
    }

    @Test
    void theServerDeregistersAClientThatSendsNonsense() {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        Slot client = new Slot(memory.view());
        VirtualTime time = new VirtualTime(() -> {
            answerOnce(client);
            if (client.holds(MessageType.S_ON_RUN_STEP)) {
                client.publish(new Message(MessageType.C_EXECUTE_COMMAND)
                        .writeInt32(0).writeInt32(Integer.MAX_VALUE));
            }
        });
        SharedMemoryServer server = new SharedMemoryServer(memory, new FakeGame(), time);
        client.publish(new Message(MessageType.C_REGISTER));
        assertThat(server.poll()).isTrue();

        assertThat(server.onRunStep(0)).isEqualTo(Outcome.MALFORMED);
        assertThat(server.lastProblem()).hasValueSatisfying(problem ->
                assertThat(problem).contains("claims 2147483647 bytes"));
        assertThat(server.registered()).isFalse();
    }

    @Test
    void numbersThatWouldStopTheGameAreRefusedBeforeAnythingIsSent() {
        ScriptedGame game = new ScriptedGame().registration().add(RUN_STEP, ANSWER);
        RecordingClient caller = new RecordingClient() {
            @Override
            public void onRunStep(TMInterface iface, int timeMs) {
                assertThatThrownBy(() -> iface.setTimeout(-2)).isInstanceOf(IllegalArgumentException.class);
                for (double speed : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
                    assertThatThrownBy(() -> iface.setSpeed(speed))
                            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("speed");
                }
            }
        };
        TMInterface iface = game.client();
        game.whenDone(iface::close);
        iface.prepare(caller).run();

        assertThat(caller.failures).isEmpty();
        assertThat(game.isDone()).isTrue();
    }

    @Test
    void aWaitWithoutADeadlineIsRefused() {
        assertThatThrownBy(() -> new ClientOptions(1, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientOptions(1, 1, 1, -2, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
