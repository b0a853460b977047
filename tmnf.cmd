@echo off
rem Runs tmnf from a checkout or from an unpacked distribution. In a checkout it first builds what is missing or older
rem than its sources. Needs a Java 17 or newer and nothing else.
rem
rem   JAVA_HOME        the Java to use; otherwise the java on the PATH
rem   TMNF_JAVA_OPTS   further options for Java, for example -Xmx4g
rem   TMNF_NO_BUILD    when set, never build: run what is there
rem   TMNF_LIBTORCH    the lib folder of an installed PyTorch 2.7.1 for CUDA 12.8, to train on a GPU

setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
set "home=%home:~0,-1%"

rem --- which Java ---

if defined JAVA_HOME (
    set "java=%JAVA_HOME%\bin\java.exe"
) else (
    set "java="
    for %%J in (java.exe) do set "java=%%~$PATH:J"
)
if not defined java goto :no_java
if not exist "%java%" goto :no_java

for %%J in ("%java%") do set "release=%%~dpJ..\release"
set "version="
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%A in ("%release%") do if "%%A"=="JAVA_VERSION" set "version=%%~B"
if not defined version for /f "tokens=3" %%V in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do set "version=%%~V"
set "major=0"
for /f "tokens=1 delims=.-+" %%M in ("%version%") do set "major=%%M"
if %major% LSS 17 goto :old_java

set "allow="
if %major% GEQ 22 set "allow=--enable-native-access=ALL-UNNAMED"
if %major% GEQ 23 set "allow=%allow% --sun-misc-unsafe-memory-access=allow"

rem --- another PyTorch than the one that comes with tmnf: see the other launcher ---

set "torch="
set "torch_path="
set "torch_version="
if not defined TMNF_LIBTORCH goto :torch_done
if not exist "%TMNF_LIBTORCH%\torch.dll" goto :no_torch
for %%T in ("%TMNF_LIBTORCH%\.") do set "torch_path=%%~fT"
if exist "%torch_path%\..\version.py" for /f "usebackq tokens=1,3 delims=='" %%A in ("%torch_path%\..\version.py") do call :version_line "%%A" "%%B"
if exist "%torch_path%\..\version.py" goto :torch_known
if exist "%torch_path%\..\build-version" for /f "usebackq delims=" %%A in ("%torch_path%\..\build-version") do set "torch_version=%%A"
if exist "%torch_path%\..\build-version" goto :torch_known
set "torch_version=2.7.1+cpu"
if exist "%torch_path%\torch_cuda.dll" set "torch_version=2.7.1+cu128"
:torch_known
set "flavor="
if "%torch_version%"=="2.7.1+cu128" set "flavor=cu128"
if "%torch_version%"=="2.7.1+cpu" set "flavor=cpu"
if not defined flavor goto :other_torch
set "torch="-DPYTORCH_LIBRARY_PATH=%torch_path%" -DPYTORCH_VERSION=2.7.1 -DPYTORCH_FLAVOR=%flavor%"
rem The engine counts GPUs by cudart64_12.dll, which it looks for in CUDA_PATH and PATH.
if not "%flavor%"=="cpu" set "PATH=%torch_path%;%PATH%"
:torch_done

rem Threads of PyTorch wait for each other asleep: awake they take the cores from games and other runs.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"

rem On a GPU convolutions would be computed with products of 19 bits, TF32, which PyTorch allows unless told otherwise.
if not defined NVIDIA_TF32_OVERRIDE set "NVIDIA_TF32_OVERRIDE=0"

rem --- what to run: the jars of a distribution, or the last build of this checkout ---

set "app=%home%"
set "cache=%LOCALAPPDATA%\tmnf"
if not exist "%home%\pom.xml" goto :run
call :find_app
if not defined TMNF_NO_BUILD goto :may_build
if not defined app goto :no_build
if not exist "%app%\built" goto :no_build
goto :built
:may_build
call :is_current
if not errorlevel 1 goto :built
call :build
if errorlevel 1 exit /b 1
:built
set "cache=%app%"

:run
set "archive=%cache%\classes-%version%.jsa"
set "share="
if exist "%archive%" set "share=-XX:SharedArchiveFile="%archive%" -Xshare:auto"
if exist "%archive%" goto :flags
if not exist "%cache%" mkdir "%cache%" >nul 2>nul
start "" /b "%java%" -Xlog:disable %allow% -XX:ArchiveClassesAtExit="%archive%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%app%\lib\*" tmnf.cli.ClassListing >nul 2>nul <nul

:flags
rem Long jobs get the optimising compiler and a collector for several processors; short ones start faster without. A
rem download is both: its compiler optimises only what runs very often, see the other launcher.
rem The first word that is no option is the command. Options of tmnf that take a value are skipped with it. Words may be
rem quoted in part, and are compared without their quotes; what is run below gets all of them as they were typed.
set "command="
set "verify="
:next_word
if [%1]==[] goto :words_read
rem SET would take this for its own.
if [%1]==[/?] shift /1& goto :next_word
set word=%1
set "word=%word:"=%"
shift /1
if not defined word goto :next_word
if defined command goto :later_word
for %%O in (-C --chdir --config --env-file --log-level --log-file --log-format --progress --color) do if "%word%"=="%%O" goto :skip_value
if "%word:~0,1%"=="-" goto :next_word
set "command=%word%"
goto :next_word
:skip_value
if [%1]==[] goto :words_read
shift /1
goto :next_word
:later_word
if "%word%"=="verify" set "verify=yes"
goto :next_word
:words_read
set "jvm=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
for %%C in (filter fix-names inspect script vcp extract-map demo capture cleanup pipeline pretrain train validate sim) do if "%command%"=="%%C" set "jvm=-XX:+UseParallelGC"
if "%command%"=="download" set "jvm=-XX:+UseSerialGC -XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000 -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000"
if "%command%"=="download" if defined verify set "jvm=-XX:+UseParallelGC"

"%java%" -Xlog:disable %allow% -Dfile.encoding=UTF-8 -Dpicocli.trace=OFF "-Dtmnf.home=%home%" %torch% %TMNF_JAVA_OPTS% %share% %jvm% -cp "%app%\lib\*" tmnf.cli.Main %*
exit /b %errorlevel%

:find_app
set "app="
if exist "%home%\tmnf-cli\target\app\current" for /f "usebackq delims=" %%A in ("%home%\tmnf-cli\target\app\current") do set "app=%home%\tmnf-cli\target\app\%%A"
exit /b 0

:is_current
if not defined app exit /b 1
if not exist "%app%\built" exit /b 1
powershell -NoProfile -NonInteractive -Command "$t=(Get-Item -LiteralPath $env:app\built).LastWriteTimeUtc; $f=@(Get-Item $env:home\pom.xml,$env:home\tmnf-*\pom.xml,$env:home\config\rl\demo.yaml)+@(Get-ChildItem -Recurse $env:home\.mvn,$env:home\tmnf-*\src\main); if ($f | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
exit /b %errorlevel%

:build
rem Making the folder is atomic: whoever makes it builds, the others wait.
set "lock=%home%\tmnf-cli\target\app.lock"
if not exist "%home%\tmnf-cli\target" mkdir "%home%\tmnf-cli\target"
set /a waited=0
:take_lock
mkdir "%lock%" 2>nul && goto :locked
if %waited% EQU 0 echo tmnf: another tmnf is building, waiting for it 1>&2
set /a waited+=1
if %waited% GEQ 600 (
    echo tmnf: error: another build has not ended for ten minutes 1>&2
    echo   fix: end it, or remove %lock% 1>&2
    exit /b 1
)
ping -n 2 127.0.0.1 >nul
goto :take_lock
:locked
call :find_app
call :is_current
if not errorlevel 1 (
    rmdir "%lock%"
    exit /b 0
)
echo tmnf: building, this takes a moment (a minute or two the first time) 1>&2
for /f %%I in ('powershell -NoProfile -Command "[DateTime]::UtcNow.ToString('yyyyMMddTHHmmssZ')"') do set "id=%%I-%RANDOM%"
set "app=%home%\tmnf-cli\target\app\%id%"
mkdir "%app%"
type nul > "%app%\started"
for %%J in ("%java%") do for %%H in ("%%~dpJ..") do set "JAVA_HOME=%%~fH"
pushd "%home%"
set "MAVEN_OPTS=%MAVEN_OPTS% %allow%"
call mvnw.cmd -q -B -DskipTests -Dmaven.test.skip=true -Denforcer.skip=true "-Dtmnf.dist=%app%" -pl tmnf-cli -am package 1>&2 <nul
set "result=%errorlevel%"
popd
if not "%result%"=="0" (
    rmdir /s /q "%app%"
    rmdir "%lock%"
    echo tmnf: error: the build failed 1>&2
    echo   cause: see the messages above 1>&2
    echo   fix: a first build needs the network; afterwards run mvnw.cmd verify to see more 1>&2
    exit /b 1
)
ren "%app%\started" built
> "%home%\tmnf-cli\target\app\current" echo %id%
rmdir "%lock%"
exit /b 0

:no_java
echo tmnf: error: Java is missing 1>&2
echo   cause: there is no java.exe under JAVA_HOME or on the PATH 1>&2
echo   fix: install a JDK 17 or newer, for example from https://adoptium.net 1>&2
exit /b 1

:no_build
echo tmnf: error: there is no build 1>&2
echo   fix: unset TMNF_NO_BUILD 1>&2
exit /b 1

:old_java
echo tmnf: error: this Java is too old 1>&2
echo   cause: %java% is version %version%, and tmnf needs 17 or newer 1>&2
echo   fix: set JAVA_HOME to the folder of a JDK 17 or newer 1>&2
exit /b 1

:version_line
for /f "tokens=1" %%K in ("%~1") do if "%%K"=="__version__" set "torch_version=%~2"
exit /b 0

:no_torch
echo tmnf: error: TMNF_LIBTORCH holds no PyTorch 1>&2
echo   cause: there is no torch.dll in %TMNF_LIBTORCH% 1>&2
echo   fix: name the lib folder of torch 2.7.1+cu128, such as ...\site-packages\torch\lib, or unset TMNF_LIBTORCH 1>&2
exit /b 1

:other_torch
echo tmnf: error: TMNF_LIBTORCH holds another PyTorch 1>&2
echo   cause: %TMNF_LIBTORCH% is version %torch_version% 1>&2
echo   fix: name the lib folder of torch 2.7.1+cu128, such as ...\site-packages\torch\lib, or unset TMNF_LIBTORCH 1>&2
exit /b 1
