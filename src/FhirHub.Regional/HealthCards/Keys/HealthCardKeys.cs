using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Regional.HealthCards.Numbers;

namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>The keys of health cards. Safe for all threads.</summary>
internal sealed class HealthCardKeys
{
    private readonly byte[]? _root;
    private readonly byte[]? _index;
    private readonly IReadOnlyList<CodeKey> _codes;

    private HealthCardKeys(byte[]? root, byte[]? index, IReadOnlyList<CodeKey> codes, bool isDevelopment) =>
        (_root, _index, _codes, IsDevelopment) = (root, index, codes, isDevelopment);

    /// <summary>Whether these are the keys that everybody knows.</summary>
    public bool IsDevelopment { get; }

    /// <param name="options">As configured.</param>
    /// <param name="isDevelopment">Whether keys that everybody knows may do where none are configured.</param>
    /// <exception cref="FormatException">What is wrong with the configuration.</exception>
    public static HealthCardKeys Read(HealthCardOptions options, bool isDevelopment)
    {
        var read = KeyReader.WithFile(options);
        if (isDevelopment && read is { RootKey: null, IndexKey: null, SigningKeys.Count: 0 })
            return Development();
        CodeKey[] codes = [.. read.SigningKeys.Select(KeyReader.Code)];
        if (codes.GroupBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"{HealthCardOptions.Section}:SigningKeys has the id '{twice.Key}' twice.");
        byte[]? root = KeyReader.Number(read.RootKey, "RootKey", Sm4Blocks.KeyBytes, Sm4Blocks.KeyBytes), index = KeyReader.Index(read);
        if (root is null != index is null)
            throw new FormatException($"{HealthCardOptions.Section}: RootKey and IndexKey go together.");
        return new HealthCardKeys(root, index, codes, isDevelopment: false);
    }

    /// <summary>The number of a person's card.</summary>
    /// <param name="issue">Which card of the person it is, from 1.</param>
    /// <exception cref="FhirException">Not supported: no keys are configured.</exception>
    public string NumberOf(PersonalDocument document, int issue) => _root is not null && _index is not null
        ? CardNumber.Of(_root, MainIndex.Of(_index, document, issue), document)
        : throw Missing("to number cards: RootKey and IndexKey");

    /// <summary>The key that signs new codes.</summary>
    /// <exception cref="FhirException">Not supported: none is configured.</exception>
    public CodeKey Current(string suite) => _codes.FirstOrDefault(k => k.Suite == suite)
        ?? throw Missing($"for the suite {suite}, which the policy asks for: one of SigningKeys");

    /// <summary>The key of a code; null where it is none of this server's.</summary>
    public CodeKey? Find(string id) => _codes.FirstOrDefault(k => k.Id == id);

    private static FhirException Missing(string what) => FhirException.NotSupported(
        "health-card-keys-missing", $"This server has no keys {what} in {HealthCardOptions.Section}, or in the file that its KeyFile names.").InChinese($"本服务器没有配置所需的健康卡密钥（{what}）：请配置 {HealthCardOptions.Section} 或其 KeyFile 所指的文件。");

    /// <summary>From their names, so that a server that is started anew still reads what it has issued.</summary>
    private static HealthCardKeys Development() => new(
        Known("root")[..Sm4Blocks.KeyBytes], Known("index"),
        [new Es256Key("development-es256", Known("es256"), Known("aes")), new Sm2Key("development-sm2", Known("sm2"), Known("sm4")[..Sm4Blocks.KeyBytes])],
        isDevelopment: true);

    private static byte[] Known(string name) => SHA256.HashData(Encoding.UTF8.GetBytes("FhirHub development " + name));
}
