using System.Text;
using Hl7.Fhir.Model;
using QRCoder;

namespace FhirHub.Regional.HealthCards.Codes;

/// <summary>A code as a QR code, ISO/IEC 18004, with error correction M.</summary>
internal static class QrImage
{
    private const int PixelsPerModule = 6;

    /// <param name="token">What it says.</param>
    /// <param name="format"><c>png</c> or <c>svg</c>.</param>
    public static Binary Of(string token, string format)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(token, QRCodeGenerator.ECCLevel.M);
        if (format == "svg")
        {
            using var svg = new SvgQRCode(data);
            return new Binary { ContentType = "image/svg+xml", Data = Encoding.UTF8.GetBytes(svg.GetGraphic(PixelsPerModule)) };
        }

        using var png = new PngByteQRCode(data);
        return new Binary { ContentType = "image/png", Data = png.GetGraphic(PixelsPerModule) };
    }
}
