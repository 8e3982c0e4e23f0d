using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>A code system of the size and shape of a classification of diseases: chapters, blocks and diseases with Chinese names of 4 to 14 characters.</summary>
internal sealed class GeneratedSystem(string url, int count)
{
    private const int Blocks = 20;
    private const int Leaves = 50;

    private static readonly string[] Kinds = ["急性", "慢性", "先天性", "继发性", "复发性", "原发性", "感染性", "药物性"];
    private static readonly string[] Places = ["上呼吸道", "肺部", "胃肠道", "肝脏", "肾脏", "心脏", "皮肤", "关节", "甲状腺", "眼睑", "耳蜗", "颈椎"];
    private static readonly string[] Faults = ["感染", "炎症", "损伤", "出血", "梗阻", "肿瘤", "畸形", "功能障碍", "结石", "溃疡"];

    public string Url => url;

    public int Count => count;

    /// <summary>C and a number for a chapter, then a block's, then a disease's: C3.07.21.</summary>
    public static string Code(int index)
    {
        int chapter = index / (1 + Blocks * (1 + Leaves)), rest = index % (1 + Blocks * (1 + Leaves));
        if (rest == 0)
            return string.Create(CultureInfo.InvariantCulture, $"C{chapter}");
        int block = (rest - 1) / (1 + Leaves), leaf = (rest - 1) % (1 + Leaves);
        return leaf == 0
            ? string.Create(CultureInfo.InvariantCulture, $"C{chapter}.{block:00}")
            : string.Create(CultureInfo.InvariantCulture, $"C{chapter}.{block:00}.{leaf:00}");
    }

    public static string Name(int index) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kinds[index % Kinds.Length]}{Places[index / 7 % Places.Length]}{Faults[index / 3 % Faults.Length]}{Grade(index)}");

    public ReadOnlyMemory<byte> Json(string id, string version = "1")
    {
        var buffer = new ArrayBufferWriter<byte>(count * 160);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "CodeSystem");
            json.WriteString("id", id);
            json.WriteString("url", url);
            json.WriteString("version", version);
            json.WriteString("status", "active");
            json.WriteBoolean("caseSensitive", true);
            json.WriteString("valueSet", url + "/all");
            json.WriteString("hierarchyMeaning", "is-a");
            json.WriteString("content", "complete");
            json.WriteStartArray("concept");
            for (int i = 0; i < count; i++)
                Write(json, i);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The same as a table.</summary>
    public byte[] Csv(Encoding encoding)
    {
        var text = new StringBuilder("编码,名称,上级\r\n");
        for (int i = 0; i < count; i++)
            text.Append(Code(i)).Append(',').Append(Name(i)).Append(',').Append(Parent(Code(i))).Append("\r\n");
        return encoding.GetBytes(text.ToString());
    }

    private static void Write(Utf8JsonWriter json, int index)
    {
        string code = Code(index);
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("display", Name(index));
        if (Parent(code) is { } parent)
        {
            json.WriteStartArray("property");
            json.WriteStartObject();
            json.WriteString("code", "parent");
            json.WriteString("valueCode", parent);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string? Parent(string code) => code.LastIndexOf('.') is > 0 and var dot ? code[..dot] : null;

    private static string Grade(int index) => (index % 11) switch
    {
        < 6 => "",
        < 8 => "伴并发症",
        8 => "Ⅱ期",
        _ => "（其他）",
    };
}
