namespace HueS.Integration.Sandbox;

/// <summary>What keeps the sandbox from working, as one sentence for the person who started it.</summary>
internal sealed class SandboxException(string sentence, Exception? cause = null) : Exception(sentence, cause);
