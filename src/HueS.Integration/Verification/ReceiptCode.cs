using System.Security.Cryptography;

namespace HueS.Integration.Verification;

/// <summary>A code an official can read out, type and trace. 0, O, 1 and I are left out: they are taken for one another.</summary>
internal static class ReceiptCode
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Group = 4;

    public static string New() =>
        $"{RandomNumberGenerator.GetString(Alphabet, Group)}-{RandomNumberGenerator.GetString(Alphabet, Group)}";
}
