using System.Xml.Linq;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>A form as the XML that ODK clients read. Pure.</summary>
/// <remarks>Source: ODK XForms Specification, getodk.github.io/xforms-spec.</remarks>
internal static class XForm
{
    public static readonly XNamespace Xforms = "http://www.w3.org/2002/xforms";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    public static readonly XNamespace JavaRosa = "http://openrosa.org/javarosa";
    public static readonly XNamespace OpenRosa = "http://openrosa.org/xforms";

    /// <summary>The form's XML.</summary>
    /// <param name="form">The form.</param>
    /// <param name="version">The version it is published as.</param>
    public static string Write(Form form, string version)
    {
        var texts = new FormTexts();
        var model = new FormModel(texts).Of(form, version);
        var body = new FormBody(texts).Of(form.Root);
        model.AddFirst(texts.Itext());
        var document = new XElement(Html + "html",
            new XAttribute("xmlns", Xforms.NamespaceName), new XAttribute(XNamespace.Xmlns + "h", Html.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "jr", JavaRosa.NamespaceName), new XAttribute(XNamespace.Xmlns + "orx", OpenRosa.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsd", "http://www.w3.org/2001/XMLSchema"),
            new XElement(Html + "head", new XElement(Html + "title", form.Title), model), body);
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document.ToString(SaveOptions.DisableFormatting)}";
    }
}
