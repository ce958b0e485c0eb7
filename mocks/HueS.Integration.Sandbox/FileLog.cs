namespace HueS.Integration.Sandbox;

/// <summary>The service's log, a line an event, in a file. Of exceptions it keeps the types: messages can quote what was typed.</summary>
internal sealed class FileLog(string path, TimeProvider time) : ILoggerProvider
{
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            if (_file.BaseStream.CanWrite)
                _file.WriteLine(line);
        }
    }

    private sealed class Logger(FileLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var failed = exception is null ? "" : $" [{exception.GetType().Name}]";
            log.Write($"{log.Now:yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel} {category}: {formatter(state, null)}{failed}");
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
