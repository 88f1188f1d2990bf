/** What a hybrid PDF says of the invoice inside it: Factur-X 1.0 extension of XMP. */
import type { Invoice } from '../invoice.ts';

const levels: [part: string, level: string][] = [
  ['xrechnung', 'XRECHNUNG'],
  ['minimum', 'MINIMUM'],
  ['basicwl', 'BASIC WL'],
  ['basic', 'BASIC'],
  ['extended', 'EXTENDED'],
];

const levelOf = ({ profile = '' }: Invoice): string => levels.find(([part]) => profile.toLowerCase().includes(part))?.[1] ?? 'EN 16931';

/** Name of the embedded file, fixed by the profile. */
export const fileNameOf = (invoice: Invoice): string => (levelOf(invoice) === 'XRECHNUNG' ? 'xrechnung.xml' : 'factur-x.xml');

const property = (name: string, description: string): string => `
              <rdf:li rdf:parseType="Resource">
                <pdfaProperty:name>${name}</pdfaProperty:name>
                <pdfaProperty:valueType>Text</pdfaProperty:valueType>
                <pdfaProperty:category>external</pdfaProperty:category>
                <pdfaProperty:description>${description}</pdfaProperty:description>
              </rdf:li>`;

export const xmpOf = (invoice: Invoice): string => `
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
          <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>fx</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq>${property('DocumentFileName', 'Name of the embedded XML invoice')}${property('DocumentType', 'INVOICE')}${property('Version', 'Version of the XML invoice')}${property('ConformanceLevel', 'Profile of the XML invoice')}
            </rdf:Seq></pdfaSchema:property>
          </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
          <fx:DocumentType>INVOICE</fx:DocumentType>
          <fx:DocumentFileName>${fileNameOf(invoice)}</fx:DocumentFileName>
          <fx:Version>1.0</fx:Version>
          <fx:ConformanceLevel>${levelOf(invoice)}</fx:ConformanceLevel>
        </rdf:Description>`;
