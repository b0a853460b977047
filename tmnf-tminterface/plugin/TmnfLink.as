// TmnfLink: lets one program at a time drive the game over a local TCP connection. For TMInterface 2.
//
// The game stops inside a "turn": we send a message, then execute what the client sends until it acknowledges
// that message. Ids 1 to 23 are those of the plugin "Python Link", byte for byte; ids from 64 and 128 are our
// own and stay silent until a client enables them. docs/game-plugin.md has the table of ids and what differs,
// docs/design/tminterface.md the messages from 64.
//
// Everything runs on the game's own thread. A script exception would end a turn without an answer, hence the
// tests for null; a read that blocks would freeze the game, hence no field is read before it has arrived.

// What we send; each is answered by its bare id.
const int SC_RUN_STEP = 1;
const int SC_CHECKPOINT_COUNT = 2;
const int SC_LAP_COUNT = 3;
const int SC_FRAME = 4;
const int SC_CONNECT = 5;
const int SC_FRAME_EX = 128;
const int SC_HEARTBEAT = 129;
const int SC_STEP_EX = 130;

// What a client sends.
const int C_SET_SPEED = 6;
const int C_REWIND_TO_STATE = 7;
const int C_REWIND_TO_CURRENT_STATE = 8;
const int C_GET_SIMULATION_STATE = 9;
const int C_SET_INPUT_STATE = 10;
const int C_GIVE_UP = 11;
const int C_PREVENT_SIMULATION_FINISH = 12;
const int C_SHUTDOWN = 13;
const int C_EXECUTE_COMMAND = 14;
const int C_SET_TIMEOUT = 15;
const int C_RACE_FINISHED = 16;
const int C_REQUEST_FRAME = 17;
const int C_RESET_CAMERA = 18;
const int C_SET_ON_STEP_PERIOD = 19;
const int C_UNREQUEST_FRAME = 20;
const int C_TOGGLE_INTERFACE = 21;
const int C_IS_IN_MENUS = 22;
const int C_GET_INPUTS = 23;
const int C_PROBE = 64;
const int C_ENABLE = 65;
const int C_SET_INPUT_EX = 66;
const int C_GET_INPUT_STATE = 67;
const int C_REQUEST_FRAME_EX = 68;
const int C_SET_HEARTBEAT = 69;
const int C_GET_GAME_STATE = 70;
const int C_GET_CHALLENGE = 71;
const int C_RESPAWN = 72;
const int C_HORN = 73;
const int C_SIMULATION_ONLY = 74;
const int C_REWIND_EX = 75;
const int C_LAST_EX = 127;

const int MAGIC = 0x31584D54;
const int VERSION = 1;

// Bits of the extended set.
const int INPUTS = 1;
const int FRAMES = 2;
const int HEARTBEAT = 4;
const int POLLING = 8;
const int STEPS = 16;
const int QUERIES = 32;
const int CALLS = 64;
const int FRAME_STATES = 128;
const int CAPABILITIES = 255;

const uint DEFAULT_TIMEOUT_MS = 2000;
const int DEFAULT_PERIOD_MS = 10;
const int MAX_FRAME_SIDE = 4096;
const int MAX_ANALOG = 65536;
// The longest state or command. It has to fit into a receive buffer, for it is read in one piece.
const int MAX_LENGTH = 60000;
// A client usually answers within milliseconds: that long the wait spins, then it pauses.
const int SPIN_MS = 20;
// A client that says nothing for so long loses its turn to one that is waiting.
const int TAKE_OVER_MS = 1000;

Net::Socket@ listener;
int listenerPort = 0;
Net::Socket@ client;
Net::Socket@ waiting;         // connected during somebody else's turn
bool greetingDue = false;     // the client has not had its SC_CONNECT yet

// Settings of the client; each client starts with the defaults.
uint timeoutMs = DEFAULT_TIMEOUT_MS;
int periodMs = DEFAULT_PERIOD_MS;
bool frameWanted = false;
bool frameSized = false;      // by SC_FRAME_EX instead of SC_FRAME
int frameWidth = 0;
int frameHeight = 0;
int features = 0;
int heartbeatMs = 0;
bool simulationOnly = false;  // wished; AdjustRendering says when it holds

float speed = 1;              // as clients set it; stays, as the game's does
bool renderingOff = false;    // by us

uint64 turnBegan = 0;
uint64 lastHeard = 0;         // when the last whole field arrived in this turn
uint64 quietSince = 0;        // end of the last turn or run step
bool stepSeen = false;
uint64 lastStep = 0;          // end of the last run step

PluginInfo@ GetPluginInfo() {
    PluginInfo info;
    info.Name = "TmnfLink";
    info.Author = "tmnf";
    info.Version = "1.0";
    info.Description = "Lets a program drive the game over a local TCP connection (custom_port).";
    return info;
}

// --------------------------------------------------------------------------------------- what the game calls

void Main() {
    RegisterVariable("custom_port", double(0));
    RegisterCustomCommand("queue_processed", "TmnfLink: listen on the port in custom_port", OnQueueProcessed);
    // The port comes by the game's /configstring, whose commands run after this: queue up behind them.
    CommandList list;
    list.Content = "queue_processed";
    list.Process(CommandListProcessOption::QueueAndExecute);
}

void OnQueueProcessed(int fromTime, int toTime, const string&in commandLine, const array<string>&in args) {
    int port = int(GetVariableDouble("custom_port"));
    if (listener !is null && port == listenerPort) {
        return;
    }
    if (port < 1 || port > 65535) {
        log("TmnfLink: custom_port is " + port + ". Set it to 1..65535, then type queue_processed",
            Severity::Error);
        return;
    }
    Net::Socket@ socket = Net::Socket();
    if (!socket.Listen("127.0.0.1", uint16(port))) {
        log("TmnfLink: can't listen on port " + port + "; another game may use it", Severity::Error);
        return;
    }
    @listener = socket;
    listenerPort = port;
    log("TmnfLink: listening on port " + port);
}

void OnDisabled() {
    Drop("plugin disabled");
    @waiting = null;
    @listener = null;
}

void OnGameStateChanged(TM::GameState state) {
    AdjustRendering(false);
    if (state == TM::GameState::Menus) {
        Greet();
    }
}

void Render() {
    TakeNewClient();
    if (GetCurrentGameState() != TM::GameState::StartUp) {
        Greet();
    }
    if (Ready() && frameWanted) {
        SendFrame();
    }
    if (Ready()) {
        bool overdue = Enabled(HEARTBEAT) && heartbeatMs > 0 && Since(quietSince) >= heartbeatMs;
        if (overdue || (Enabled(POLLING) && client.Available > 0)) {
            SendHeartbeat();
        }
    }
}

void OnRunStep(SimulationManager@ sim) {
    if (renderingOff) {
        TakeNewClient();
    }
    int raceTime = sim.RaceTime;
    // After the finish the race time stands still while the ticks go on.
    if (Ready() && (raceTime % periodMs == 0 || sim.TickTime > raceTime)) {
        if (Enabled(STEPS)) {
            SendStep(sim);
        } else {
            client.Write(SC_RUN_STEP);
            client.Write(raceTime);
            Turn(SC_RUN_STEP);
        }
    }
    AdjustRendering(true);
    stepSeen = true;
    lastStep = Time::Now;
    quietSince = lastStep;
}

void OnCheckpointCountChanged(SimulationManager@ sim, int current, int target) {
    SendCount(SC_CHECKPOINT_COUNT, current, target);
}

void OnLapCountChanged(SimulationManager@ sim, int current, int target) {
    SendCount(SC_LAP_COUNT, current, target);
}

// -------------------------------------------------------------------------------------------- the connection

// True when turns can be opened: there is a client, and it had its first.
bool Ready() {
    return client !is null && !greetingDue;
}

bool Enabled(int feature) {
    return (features & feature) != 0;
}

// Signed, so that a clock set back prolongs a wait instead of ending it.
int64 Since(uint64 moment) {
    return int64(Time::Now - moment);
}

void TakeNewClient() {
    Net::Socket@ fresh = waiting;
    if (fresh is null && listener !is null) {
        @fresh = listener.Accept(0);
    }
    if (fresh !is null) {
        Adopt(fresh);
    }
}

void Adopt(Net::Socket@ fresh) {
    if (client !is null) {
        Drop("another client connected");
    }
    @waiting = null;
    @client = fresh;
    client.NoDelay = true;
    greetingDue = true;
    log("TmnfLink: client connected");
}

// A socket has no close: it closes when nothing refers to it any more.
void Drop(const string&in why) {
    if (client !is null) {
        log("TmnfLink: client disconnected: " + why);
    }
    @client = null;
    greetingDue = false;
    timeoutMs = DEFAULT_TIMEOUT_MS;
    periodMs = DEFAULT_PERIOD_MS;
    frameWanted = false;
    features = 0;
    heartbeatMs = 0;
    simulationOnly = false;
    AdjustRendering(false);
}

// Rendering is off only while run steps come: without both of them nobody could ever connect again.
void AdjustRendering(bool steps) {
    bool off = simulationOnly && steps && speed > 0;
    if (off != renderingOff) {
        renderingOff = off;
        GetSimulationManager().SimulationOnly = off;
    }
}

// ------------------------------------------------------------------------------------------------- our turns

void Greet() {
    if (client !is null && greetingDue) {
        SendConnect();
        Turn(SC_CONNECT);
    }
}

void SendConnect() {
    greetingDue = false;
    client.Write(SC_CONNECT);
}

void SendCount(int id, int current, int target) {
    if (!Ready()) {
        return;
    }
    client.Write(id);
    client.Write(current);
    client.Write(target);
    Turn(id);
}

void SendFrame() {
    vec2 size(frameWidth, frameHeight);
    array<uint8>@ pixels = Graphics::CaptureScreenshot(size);
    if (pixels is null || int(pixels.Length) != frameWidth * frameHeight * 4) {
        // A client counts on that length. The next rendered frame may have it.
        return;
    }
    if (!frameSized) {
        client.Write(SC_FRAME);
        client.Write(pixels);
        // Cleared after the turn, as ever: another C_REQUEST_FRAME in it is lost. Not so one of a client that
        // took over, and not C_REQUEST_FRAME_EX.
        if (Turn(SC_FRAME) && !frameSized) {
            frameWanted = false;
        }
        return;
    }
    SimulationManager@ sim = GetSimulationManager();
    array<uint8>@ state = array<uint8>();
    if (Enabled(FRAME_STATES)) {
        @state = RaceState(sim);
    }
    client.Write(SC_FRAME_EX);
    client.Write(int(20 + state.Length + pixels.Length));
    client.Write(frameWidth);
    client.Write(frameHeight);
    client.Write(sim.RaceTime);
    client.Write(int(state.Length));
    client.Write(int(pixels.Length));
    WriteBytes(state);
    WriteBytes(pixels);
    frameWanted = false;
    Turn(SC_FRAME_EX);
}

void SendHeartbeat() {
    client.Write(SC_HEARTBEAT);
    client.Write(8);
    client.Write(int(GetCurrentGameState()));
    client.Write(stepSeen ? int(Since(lastStep)) : -1);
    Turn(SC_HEARTBEAT);
}

void SendStep(SimulationManager@ sim) {
    array<uint8>@ state = RaceState(sim);
    client.Write(SC_STEP_EX);
    client.Write(int(12 + state.Length));
    client.Write(sim.RaceTime);
    client.Write(sim.TickTime);
    client.Write(int(state.Length));
    WriteBytes(state);
    Turn(SC_STEP_EX);
}

// Executes what the client sends until it acknowledges `awaited`, shuts down or is too late. True if it
// acknowledged. When another client takes over, this turn becomes its connect turn.
bool Turn(int awaited) {
    uint64 outerBegan = turnBegan;    // should the game call us back while it executes a command
    bool acknowledged = false;
    bool takenOver = false;
    turnBegan = Time::Now;
    lastHeard = turnBegan;
    while (client !is null) {
        if (greetingDue) {
            SendConnect();
            awaited = SC_CONNECT;
            takenOver = true;
            turnBegan = Time::Now;
            lastHeard = turnBegan;
        }
        if (!Arrived(4)) {
            continue;
        }
        int id = client.ReadInt32();
        if (id == awaited) {
            acknowledged = !takenOver;
            break;
        }
        if (id == C_SHUTDOWN) {
            Drop("shutdown");
        } else if (id == C_PROBE) {
            // No length: the original plugin takes this id for an unknown message of four bytes.
            client.Write(MAGIC);
            client.Write(VERSION);
            client.Write(CAPABILITIES);
        } else if (id == C_ENABLE || (features != 0 && id > C_ENABLE && id <= C_LAST_EX)) {
            ExecuteExtended(id);
        } else {
            Execute(id);
        }
    }
    AdjustRendering(renderingOff);
    turnBegan = outerBegan;
    quietSince = Time::Now;
    return acknowledged;
}

// Waits until so many bytes can be read without blocking. False when the client has gone, or is another one.
bool Arrived(uint bytes) {
    while (client.Available < bytes) {
        if (Since(turnBegan) > int64(timeoutMs)) {
            Drop("no answer within " + timeoutMs + " ms");
            return false;
        }
        if (Since(lastHeard) > SPIN_MS && listener !is null) {
            // There is no sleep. This one ends early for a new client, which has to wait its turn.
            Net::Socket@ fresh = listener.Accept(1);
            if (fresh !is null) {
                @waiting = fresh;
            }
        }
        if (waiting !is null && Since(lastHeard) > TAKE_OVER_MS) {
            Adopt(waiting);
            return false;
        }
    }
    lastHeard = Time::Now;
    return true;
}

// As Arrived, for a length that the client named.
bool ArrivedPayload(int length) {
    if (length < 0 || length > MAX_LENGTH) {
        Drop("a message claims " + length + " bytes, the limit is " + MAX_LENGTH);
        return false;
    }
    return Arrived(uint(length));
}

// ----------------------------------------------------------------------------------------- commands, queries

// One message of the original set, its id read already.
void Execute(int id) {
    SimulationManager@ sim = GetSimulationManager();
    switch (id) {
        case SC_RUN_STEP:
        case SC_CHECKPOINT_COUNT:
        case SC_LAP_COUNT:
        case SC_FRAME:
        case SC_CONNECT:
            break;    // not what we wait for: without effect
        case C_SET_SPEED:
            if (Arrived(4)) {
                speed = client.ReadFloat();
                sim.SetSpeed(speed);
            }
            break;
        case C_REWIND_TO_STATE:
            if (Arrived(4)) {
                Rewind(sim, client.ReadInt32(), true);
            }
            break;
        case C_REWIND_TO_CURRENT_STATE:
            if (sim.InRace) {
                SimulationState@ state = sim.SaveState();
                if (state !is null) {
                    sim.RewindToState(state);
                }
            }
            break;
        case C_GET_SIMULATION_STATE:
            WriteState(sim);
            break;
        case C_SET_INPUT_STATE:
            if (Arrived(4)) {
                ReadKeys(sim, 15);
            }
            break;
        case C_GIVE_UP:
            if (sim.InRace) {
                sim.GiveUp();
            }
            break;
        case C_PREVENT_SIMULATION_FINISH:
            if (sim.InRace) {
                sim.PreventSimulationFinish();
            }
            break;
        case C_EXECUTE_COMMAND:
            if (Arrived(4)) {
                int length = client.ReadInt32();
                if (ArrivedPayload(length)) {
                    ExecuteCommand(client.ReadString(uint(length)));
                }
            }
            break;
        case C_SET_TIMEOUT:
            if (Arrived(4)) {
                timeoutMs = client.ReadUint32();
            }
            break;
        case C_RACE_FINISHED:
            client.Write(IsFinished(sim) ? 1 : 0);
            break;
        case C_REQUEST_FRAME:
            if (Arrived(8)) {
                frameWanted = false;
                ReadFrameRequest(false);
            }
            break;
        case C_RESET_CAMERA:
            sim.ResetCamera();
            break;
        case C_SET_ON_STEP_PERIOD:
            if (Arrived(4)) {
                SetPeriod(client.ReadInt32());
            }
            break;
        case C_UNREQUEST_FRAME:
            frameWanted = false;
            break;
        case C_TOGGLE_INTERFACE:
            if (Arrived(4)) {
                ToggleRaceInterface(client.ReadInt32() > 0);
            }
            break;
        case C_IS_IN_MENUS:
            client.Write(GetCurrentGameState() == TM::GameState::Menus ? 1 : 0);
            break;
        case C_GET_INPUTS:
            WriteInputs(sim);
            break;
        default:
            log("TmnfLink: unknown message " + id, Severity::Warning);
    }
}

// One message of the extended set: length and payload follow its id. What is not enabled, unknown or too
// short is skipped, and so is what a later version may append.
void ExecuteExtended(int id) {
    if (!Arrived(4)) {
        return;
    }
    int length = client.ReadInt32();
    if (!ArrivedPayload(length)) {
        return;
    }
    int needed = PayloadOf(id);
    if (needed < 0 || length < needed) {
        log("TmnfLink: message " + id + " skipped: unknown, not enabled or too short", Severity::Warning);
        Skip(length);
        return;
    }
    SimulationManager@ sim = GetSimulationManager();
    if (id == C_REWIND_EX) {
        int flags = client.ReadInt32();
        Rewind(sim, length - needed, (flags & 1) != 0);
        return;
    }
    switch (id) {
        case C_ENABLE:
            features = client.ReadInt32() & CAPABILITIES;
            client.Write(4);
            client.Write(features);
            break;
        case C_SET_INPUT_EX: {
            int mask = client.ReadUint8();
            ReadKeys(sim, mask);
            ReadAnalog(sim, InputType::Steer, (mask & 16) != 0);
            ReadAnalog(sim, InputType::Gas, (mask & 32) != 0);
            break;
        }
        case C_GET_INPUT_STATE:
            WriteInputState(sim);
            break;
        case C_REQUEST_FRAME_EX:
            ReadFrameRequest(true);
            break;
        case C_SET_HEARTBEAT:
            heartbeatMs = client.ReadInt32();
            break;
        case C_GET_GAME_STATE:
            client.Write(16);
            client.Write(int(GetCurrentGameState()));
            client.Write(sim.InRace ? 1 : 0);
            client.Write(sim.RaceTime);
            client.Write(sim.TickTime);
            break;
        case C_GET_CHALLENGE:
            WriteChallenge();
            break;
        case C_RESPAWN:
            if (sim.InRace) {
                sim.Respawn();
            }
            break;
        case C_HORN:
            if (sim.InRace) {
                sim.Horn();
            }
            break;
        case C_SIMULATION_ONLY:
            simulationOnly = client.ReadInt32() != 0;
            break;
    }
    Skip(length - needed);
}

// The least number of payload bytes of an extended message, -1 if it is unknown or not enabled.
int PayloadOf(int id) {
    switch (id) {
        case C_ENABLE: return 4;
        case C_SET_INPUT_EX: return Enabled(INPUTS) ? 13 : -1;
        case C_GET_INPUT_STATE: return Enabled(INPUTS) ? 0 : -1;
        case C_REQUEST_FRAME_EX: return Enabled(FRAMES) ? 8 : -1;
        case C_SET_HEARTBEAT: return Enabled(HEARTBEAT) ? 4 : -1;
        case C_GET_GAME_STATE: return Enabled(QUERIES) ? 0 : -1;
        case C_GET_CHALLENGE: return Enabled(QUERIES) ? 0 : -1;
        case C_RESPAWN: return Enabled(CALLS) ? 0 : -1;
        case C_HORN: return Enabled(CALLS) ? 0 : -1;
        case C_SIMULATION_ONLY: return Enabled(CALLS) ? 4 : -1;
        case C_REWIND_EX: return Enabled(CALLS) ? 4 : -1;
    }
    return -1;
}

// ------------------------------------------------------------------------------------------ reading, writing

void Skip(int length) {
    if (length > 0) {
        client.ReadBytes(uint(length));
    }
}

// Reads a state of that length and goes to it. Outside a race the bytes are read all the same.
void Rewind(SimulationManager@ sim, int length, bool resetCamera) {
    if (!ArrivedPayload(length) || length == 0) {
        return;
    }
    array<uint8>@ data = client.ReadBytes(uint(length));
    if (sim.InRace && data !is null) {
        SimulationState state(data);
        sim.RewindToState(state, resetCamera);
    }
}

// Four bytes: left, right, accelerate, brake. Bits of the mask in the same order say which of them count.
void ReadKeys(SimulationManager@ sim, int mask) {
    ReadKey(sim, InputType::Left, (mask & 1) != 0);
    ReadKey(sim, InputType::Right, (mask & 2) != 0);
    ReadKey(sim, InputType::Up, (mask & 4) != 0);
    ReadKey(sim, InputType::Down, (mask & 8) != 0);
}

void ReadKey(SimulationManager@ sim, InputType key, bool counts) {
    int value = client.ReadUint8() > 0 ? 1 : 0;
    if (counts && sim.InRace) {
        sim.SetInputState(key, value);
    }
}

void ReadAnalog(SimulationManager@ sim, InputType axis, bool counts) {
    int value = Math::Clamp(client.ReadInt32(), -MAX_ANALOG, MAX_ANALOG);
    if (counts && sim.InRace) {
        sim.SetInputState(axis, value);
    }
}

void ReadFrameRequest(bool sized) {
    int width = client.ReadInt32();
    int height = client.ReadInt32();
    if (width < 1 || height < 1 || width > MAX_FRAME_SIDE || height > MAX_FRAME_SIDE) {
        log("TmnfLink: no frame of " + width + " x " + height, Severity::Warning);
        return;
    }
    frameWanted = true;
    frameSized = sized;
    frameWidth = width;
    frameHeight = height;
}

void SetPeriod(int value) {
    if (value > 0) {
        periodMs = value;
    } else {
        log("TmnfLink: a step period of " + value + " ms is refused", Severity::Warning);
    }
}

bool IsFinished(SimulationManager@ sim) {
    TM::PlayerInfo@ player = sim.PlayerInfo;
    return (player !is null && player.RaceFinished) || sim.TickTime > sim.RaceTime;
}

// The bytes of the current state, never null.
array<uint8>@ StateBytes(SimulationManager@ sim) {
    array<uint8>@ data;
    SimulationState@ state = sim.SaveState();
    if (state !is null) {
        @data = state.ToArray();
    }
    if (data is null) {
        @data = array<uint8>();
    }
    return data;
}

// None outside a race, where they mean nothing.
array<uint8>@ RaceState(SimulationManager@ sim) {
    if (sim.InRace) {
        return StateBytes(sim);
    }
    return array<uint8>();
}

// Unlike RaceState also outside a race, as ever.
void WriteState(SimulationManager@ sim) {
    array<uint8>@ data = StateBytes(sim);
    client.Write(int(data.Length));
    WriteBytes(data);
}

void WriteBytes(array<uint8>@ data) {
    if (data.Length > 0) {
        client.Write(data);
    }
}

void WriteString(const string&in text) {
    client.Write(int(text.Length));
    if (text.Length > 0) {
        client.Write(text);
    }
}

void WriteInputs(SimulationManager@ sim) {
    TM::InputEventBuffer@ events = sim.InputEvents;
    WriteString(events is null ? "" : events.ToCommandsText());
}

void WriteInputState(SimulationManager@ sim) {
    auto state = sim.GetInputState();
    client.Write(12);
    WriteFlag(state.Left);
    WriteFlag(state.Right);
    WriteFlag(state.Up);
    WriteFlag(state.Down);
    client.Write(state.Steer);
    client.Write(state.Gas);
}

void WriteFlag(bool value) {
    client.Write(uint8(value ? 1 : 0));
}

void WriteChallenge() {
    TM::GameCtnChallenge@ challenge = GetCurrentChallenge();
    if (challenge is null) {
        client.Write(0);
        return;
    }
    string uid = challenge.Uid;
    string name = challenge.Name;
    string author = challenge.Author;
    client.Write(int(12 + uid.Length + name.Length + author.Length));
    WriteString(uid);
    WriteString(name);
    WriteString(author);
}
