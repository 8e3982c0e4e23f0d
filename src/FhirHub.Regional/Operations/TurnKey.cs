using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Regional.Operations;

/// <summary>What is kept of a turn: it may be an identity number.</summary>
internal static class TurnKey
{
    public static string Of(string turn) => "operation:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(turn)));
}
