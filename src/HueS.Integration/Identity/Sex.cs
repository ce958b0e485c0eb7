namespace HueS.Integration.Identity;

/// <summary>Sex as stated. Its codes differ from system to system: each edge maps its own.</summary>
internal enum Sex
{
    Unknown,
    Male,
    Female,
}
